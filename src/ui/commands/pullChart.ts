import * as vscode from 'vscode';
import { shortDigest } from '../../oci/digest';
import { chooseVersion } from '../../publishing/chooseVersion';
import { pullChart } from '../../publishing/pull';
import { referenceAt } from '../../publishing/referenceAt';
import type { Repository } from '../../registries/registry';
import { viewIds } from '../contributions';
import { isExplorerNode } from '../explorer/node';
import { pickFolder } from '../pick/pickFolder';
import { pickRemote, remoteOfReference } from '../pick/pickRemote';
import type { RemoteChoice } from '../pick/pickRemote';
import { pickVersion } from '../pick/pickVersion';
import type { CommandHandler } from '../window/command';
import { offerNext } from '../window/offer';
import { withProgress } from '../window/progress';
import { exportArchiveTo, exportFolderTo } from './exportChart';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'saved' | 'savedTree' | 'connections'>;

interface PullSource {
  readonly repository: Repository;
  /** A tag, digest, version or constraint. */
  readonly wanted: string;
}

type Destination = 'saved' | 'folder' | 'archive';

/**
 * Pull Chart: from a reference, a repository and a version, or the row of a version; into the saved
 * charts or a folder, which a second argument (`'saved'` or a URI) can decide.
 */
export function pullChartCommand(parts: Needed): CommandHandler {
  return async (argument, target) => {
    const source = await sourceOf(argument, parts);
    if (!source) return;
    if (target === 'saved') await pullIntoSaved(parts, source);
    else if (target instanceof vscode.Uri) await unpackInto(source, target.fsPath);
    else await pull(parts, source);
  };
}

async function sourceOf(argument: unknown, parts: Needed): Promise<PullSource | undefined> {
  if (isExplorerNode(argument) && argument.type === 'version') {
    return { repository: argument.parent.repository, wanted: argument.tag };
  }
  const remote = await remoteOf(argument, parts);
  if (!remote) return undefined;
  const { repository } = remote;
  const wanted = remote.wanted ?? (await pickVersion(repository, vscode.l10n.t('Pull Chart')));
  return wanted === undefined ? undefined : { repository, wanted };
}

async function remoteOf(
  argument: unknown,
  { connections }: Needed,
): Promise<RemoteChoice | undefined> {
  if (isExplorerNode(argument) && argument.type === 'repository') {
    const connectionId = argument.parent.connection.id;
    return { repository: argument.repository, connectionId, wanted: undefined };
  }
  return typeof argument === 'string'
    ? remoteOfReference(connections, argument)
    : pickRemote(connections, vscode.l10n.t('Pull Chart'));
}

async function askDestination({
  repository,
  wanted,
}: PullSource): Promise<Destination | undefined> {
  const choice = (value: Destination, icon: string, label: string, detail: string) => ({
    label,
    detail,
    iconPath: new vscode.ThemeIcon(icon),
    value,
  });
  const picked = await vscode.window.showQuickPick(
    [
      choice(
        'saved',
        'save',
        vscode.l10n.t('Into the saved charts'),
        vscode.l10n.t('Keep it as it was published, to export, tag or push it on'),
      ),
      choice(
        'folder',
        'folder-opened',
        vscode.l10n.t('Unpack into a folder'),
        vscode.l10n.t('The chart as files, in a folder of its name'),
      ),
      choice(
        'archive',
        'file-zip',
        vscode.l10n.t('As an archive'),
        vscode.l10n.t('NAME-VERSION.tgz, byte for byte as published'),
      ),
    ],
    {
      title: vscode.l10n.t('Pull {reference}', {
        reference: referenceAt(repository.location, wanted),
      }),
    },
  );
  return picked?.value;
}

async function pull(parts: Needed, source: PullSource): Promise<void> {
  const destination = await askDestination(source);
  if (destination === 'saved') await pullIntoSaved(parts, source);
  if (destination !== 'folder' && destination !== 'archive') return;
  const parent = await pickFolder(vscode.l10n.t('Pull Here'));
  if (parent === undefined) return;
  if (destination === 'folder') await unpackInto(source, parent);
  else await exportArchiveTo(source.repository, await lookUp(source), parent);
}

async function unpackInto(source: PullSource, parent: string): Promise<void> {
  await exportFolderTo(source.repository, await lookUp(source), parent);
}

/** The tag or digest that was asked for, which a constraint makes a question to the registry. */
function lookUp({ repository, wanted }: PullSource): Thenable<string> {
  return withProgress(
    vscode.l10n.t('Looking up {reference}', {
      reference: referenceAt(repository.location, wanted),
    }),
    ({ signal }) => chooseVersion(repository, wanted, { signal }),
  );
}

async function pullIntoSaved(parts: Needed, { repository, wanted }: PullSource): Promise<void> {
  const title = vscode.l10n.t('Pulling {reference}', {
    reference: referenceAt(repository.location, wanted),
  });
  const result = await withProgress(title, async ({ signal, onProgress }) => {
    const version = await chooseVersion(repository, wanted, { signal });
    return pullChart(repository, version, parts.saved, { signal, onProgress });
  });
  parts.savedTree.refresh();
  const facts = {
    reference: result.reference,
    chart: `${result.name} ${result.version}`,
    digest: `sha256:${shortDigest(result.digest)}`,
  };
  offerNext(
    result.unchanged
      ? vscode.l10n.t('{reference} is up to date ({chart}, {digest})', facts)
      : vscode.l10n.t('Pulled {reference} ({chart}, {digest})', facts),
    {
      title: vscode.l10n.t('Export…'),
      run: () => vscode.commands.executeCommand('chartroom.saved.export', result.reference),
    },
    {
      title: vscode.l10n.t('Copy Reference'),
      run: () => vscode.env.clipboard.writeText(result.reference),
    },
    {
      title: vscode.l10n.t('Show Saved Charts'),
      run: () => vscode.commands.executeCommand(`${viewIds.saved}.focus`),
    },
  );
}
