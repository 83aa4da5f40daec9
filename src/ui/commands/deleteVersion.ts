import * as vscode from 'vscode';
import { tagsOfVersion, type VersionTags } from '../../publishing/versionTags';
import { isExplorerNode, versionReference } from '../explorer/node';
import { someOf } from '../format';
import type { CommandHandler } from '../window/command';
import { confirm } from '../window/offer';
import { withProgress } from '../window/progress';
import { despiteLock } from './lockedVersion';
import type { Parts } from './parts';

/** Delete Version: the manifest with all its tags, after a question that names them. */
export function deleteVersionCommand({
  explorerTree,
}: Pick<Parts, 'explorerTree'>): CommandHandler {
  return async (argument) => {
    if (!isExplorerNode(argument) || argument.type !== 'version') return;
    const { parent, tag } = argument;
    const { repository } = parent;
    const remove = repository.deleteVersion;
    if (!remove) return;
    const reference = versionReference(argument);
    const version = await withProgress(
      vscode.l10n.t('Looking up {reference}', { reference }),
      ({ signal }) => tagsOfVersion(repository, tag, { signal }),
    );
    if (!(await confirmDeletion(reference, version))) return;
    const title = vscode.l10n.t('Deleting {reference}', { reference });
    await despiteLock(argument, version.lock, () =>
      withProgress(title, ({ signal }) => remove(version.digest, { signal })),
    );
    explorerTree.refresh(parent);
    const done = vscode.l10n.t('Deleted {reference}', { reference });
    vscode.window.setStatusBarMessage(done, 5000);
  };
}

function confirmDeletion(reference: string, { digest, tags }: VersionTags): Promise<boolean> {
  const detail =
    tags.length > 1
      ? vscode.l10n.t(
          'The version {digest} goes with its {count} tags: {tags}. This cannot be undone.',
          { digest, count: tags.length, tags: someOf(tags) },
        )
      : vscode.l10n.t('The version {digest} goes; no other tag names it. This cannot be undone.', {
          digest,
        });
  return confirm(
    vscode.l10n.t('Delete {reference}?', { reference }),
    detail,
    vscode.l10n.t('Delete'),
  );
}
