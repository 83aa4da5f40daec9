import * as vscode from 'vscode';
import type { Descriptor } from '../../oci/descriptor';
import { checkTag } from '../../oci/reference';
import { tagVersion } from '../../publishing/tagVersion';
import type { Repository } from '../../registries/registry';
import { isExplorerNode, type VersionNode } from '../explorer/node';
import { pickRemote } from '../pick/pickRemote';
import { pickVersion } from '../pick/pickVersion';
import type { CommandHandler } from '../window/command';
import { confirm, offerNext } from '../window/offer';
import { withProgress } from '../window/progress';
import { typingProblem } from '../window/typingProblem';
import type { Parts } from './parts';
import { revealVersion } from './reveal';

type Needed = Pick<Parts, 'connections' | 'explorerTree' | 'explorerView'>;

interface Tagged {
  readonly connectionId: string;
  readonly repository: Repository;
  /** A tag or digest. */
  readonly version: string;
}

/** Tag Version: one more name for a version of a repository, given or asked for. Nothing is sent but the manifest. */
export function tagVersionCommand(parts: Needed): CommandHandler {
  return async (argument, given) => {
    const title = vscode.l10n.t('Tag Version');
    const tagged =
      isExplorerNode(argument) && argument.type === 'version'
        ? ofRow(argument)
        : await pickTagged(parts, title);
    const tag = tagged && (typeof given === 'string' ? given : await askTag(tagged));
    if (!tagged || tag === undefined) return;
    const { repository, version, connectionId } = tagged;
    const reference = `${repository.location}:${tag}`;
    const { outcome } = await withProgress(
      vscode.l10n.t('Tagging {reference}', { reference }),
      ({ signal }) =>
        tagVersion(repository, version, tag, {
          signal,
          confirmReplace: (existing) => confirmMove(reference, existing),
        }),
    );
    if (outcome === 'declined') return;
    parts.explorerTree.pushed(connectionId, repository.name);
    offerNext(
      outcome === 'unchanged'
        ? vscode.l10n.t('{reference} names this version already', { reference })
        : vscode.l10n.t('{version} is {reference} now, too', { version, reference }),
      {
        title: vscode.l10n.t('Copy Reference'),
        run: () => vscode.env.clipboard.writeText(reference),
      },
      {
        title: vscode.l10n.t('Show in Registries'),
        run: () => revealVersion(parts, connectionId, repository.name, tag),
      },
    );
  };
}

function ofRow({ parent, tag }: VersionNode): Tagged {
  const { repository } = parent;
  return { connectionId: parent.parent.connection.id, repository, version: tag };
}

async function pickTagged(parts: Needed, title: string): Promise<Tagged | undefined> {
  const remote = await pickRemote(parts.connections, title);
  if (!remote) return undefined;
  const { repository, connectionId } = remote;
  const version = remote.wanted ?? (await pickVersion(repository, title));
  return version === undefined ? undefined : { repository, connectionId, version };
}

async function askTag({ repository, version }: Tagged): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Tag {reference}', { reference: `${repository.location}:${version}` }),
    prompt: vscode.l10n.t('One more tag for this version, such as stable'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === ''
        ? undefined
        : typingProblem(() => {
            checkTag(text.trim());
          }),
  });
  const tag = typed?.trim();
  return tag === '' ? undefined : tag;
}

function confirmMove(reference: string, existing: Descriptor): Promise<boolean> {
  return confirm(
    vscode.l10n.t('{reference} names another version', { reference }),
    vscode.l10n.t(
      'Everybody who asks for this tag gets the other version from then on. What it names now has the digest {digest}.',
      { digest: existing.digest },
    ),
    vscode.l10n.t('Move the Tag'),
  );
}
