import * as vscode from 'vscode';
import { contentsOf, type RepositoryContents } from '../../publishing/repositoryContents';
import type { Connection, Connections } from '../connections/connections';
import { isExplorerNode } from '../explorer/node';
import { registryOf } from '../explorer/registryOf';
import { someOf } from '../format';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

/** Delete Repository, with everything in it: whoever does that types its name. */
export function deleteRepositoryCommand({
  connections,
  explorerTree,
}: Pick<Parts, 'connections' | 'explorerTree'>): CommandHandler {
  return async (argument) => {
    if (!isExplorerNode(argument) || argument.type !== 'repository') return;
    const { repository } = argument;
    const { name, location } = repository;
    const row = registryOf(argument);
    const remove = row.connection.registry.deleteRepository;
    if (!remove) return;
    const contents = await withProgress(
      vscode.l10n.t('Looking into {repository}', { repository: location }),
      ({ signal }) => contentsOf(repository, { signal }),
    );
    if (!(await isTyped(name, location, contents))) return;
    const title = vscode.l10n.t('Deleting {repository}', { repository: location });
    await withProgress(title, ({ signal }) => remove(name, { signal }));
    await unpin(connections, row.connection, name);
    explorerTree.refresh(row);
    const done = vscode.l10n.t('Deleted {repository}', { repository: location });
    vscode.window.setStatusBarMessage(done, 5000);
  };
}

async function isTyped(
  name: string,
  location: string,
  contents: RepositoryContents,
): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Delete {repository}', { repository: location }),
    prompt: `${whatGoes(contents)} ${vscode.l10n.t('Type {name} to delete it.', { name })}`,
    placeHolder: name,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || text === name
        ? undefined
        : vscode.l10n.t('This is not the name of the repository, {name}', { name }),
  });
  return typed === name;
}

function whatGoes({ versions, tags, more }: RepositoryContents): string {
  if (tags.length === 0) return vscode.l10n.t('It has no tags; what has none goes with it.');
  const facts = { versions, tags: someOf(tags) };
  return more
    ? vscode.l10n.t('Versions lost for good: more than {versions}, such as {tags}.', facts)
    : vscode.l10n.t('Versions lost for good: {versions}, with the tags {tags}.', facts);
}

/** A repository that is gone would stay in the view as one that cannot be listed. */
async function unpin(connections: Connections, { id, setting }: Connection, name: string) {
  const { repositories = [], ...rest } = setting;
  if (!repositories.includes(name)) return;
  const left = repositories.filter((other) => other !== name);
  await connections.update(id, { ...rest, ...(left.length > 0 && { repositories: left }) });
}
