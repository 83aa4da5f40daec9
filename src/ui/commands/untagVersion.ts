import * as vscode from 'vscode';
import { tagsOfVersion } from '../../publishing/versionTags';
import { isExplorerNode, versionReference } from '../explorer/node';
import { someOf } from '../format';
import type { CommandHandler } from '../window/command';
import { confirm } from '../window/offer';
import { withProgress } from '../window/progress';
import { despiteLock } from './lockedVersion';
import type { Parts } from './parts';

/** Remove Tag: takes one tag off. The question says what becomes of the version. */
export function untagVersionCommand({ explorerTree }: Pick<Parts, 'explorerTree'>): CommandHandler {
  return async (argument) => {
    if (!isExplorerNode(argument) || argument.type !== 'version') return;
    const { parent, tag } = argument;
    const { repository } = parent;
    const { untag, deletesWithLastTag = false } = repository;
    if (!untag) return;
    const reference = versionReference(argument);
    const { tags, lock, digest } = await withProgress(
      vscode.l10n.t('Looking up {reference}', { reference }),
      ({ signal }) => tagsOfVersion(repository, tag, { signal }),
    );
    const others = tags.filter((other) => other !== tag);
    const yes = await confirm(
      vscode.l10n.t('Remove the tag {tag} from {repository}?', {
        tag,
        repository: repository.location,
      }),
      whatRemains(digest, others, deletesWithLastTag),
      others.length === 0 && deletesWithLastTag
        ? vscode.l10n.t('Remove Tag and Version')
        : vscode.l10n.t('Remove Tag'),
    );
    if (!yes) return;
    await despiteLock(argument, lock, () =>
      withProgress(vscode.l10n.t('Removing {reference}', { reference }), ({ signal }) =>
        untag(tag, { signal }),
      ),
    );
    explorerTree.refresh(parent);
    const done = vscode.l10n.t('Removed the tag {reference}', { reference });
    vscode.window.setStatusBarMessage(done, 5000);
  };
}

function whatRemains(digest: string, others: readonly string[], goesWithLast: boolean): string {
  if (others.length > 0) {
    return vscode.l10n.t('The version {digest} stays, as {tags}.', {
      digest,
      tags: someOf(others),
    });
  }
  return goesWithLast
    ? vscode.l10n.t(
        'It is the last tag of the version {digest}, which goes with it. This cannot be undone.',
        { digest },
      )
    : vscode.l10n.t('The version {digest} stays, but only its digest names it then.', { digest });
}
