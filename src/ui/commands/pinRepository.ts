import * as vscode from 'vscode';
import { checkRepositoryName } from '../../oci/reference';
import type { Connection, Connections } from '../connections/connections';
import { isExplorerNode } from '../explorer/node';
import { pickConnected } from '../pick/pickRegistry';
import type { CommandHandler } from '../window/command';
import type { Parts } from './parts';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'connections'>;

/** Add Repository to View…: shows a repository that the registry does not list by itself. */
export function pinRepositoryCommand({ connections }: Needed): CommandHandler {
  return async (argument) => {
    const connection = await pickConnected(argument, connections, vscode.l10n.t('Add Repository'));
    if (connection) await pinRepository(connections, connection);
  };
}

export function unpinRepositoryCommand({ connections }: Needed): CommandHandler {
  return async (argument) => {
    if (!isExplorerNode(argument) || argument.type !== 'repository') return;
    const { connection } = argument.parent;
    const { repositories = [], ...setting } = connection.setting;
    const left = repositories.filter((name) => name !== argument.repository.name);
    await connections.update(connection.id, {
      ...setting,
      ...(left.length > 0 && { repositories: left }),
    });
  };
}

export async function pinRepository(
  connections: Connections,
  connection: Connection,
): Promise<void> {
  const { setting, id } = connection;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Repository of {host}', { host: setting.host }),
    prompt: vscode.l10n.t('Repository to show, such as team/charts/app'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      typingProblem(() => {
        if (text !== '') checkRepositoryName(text.trim());
      }),
  });
  const name = typed?.trim();
  if (!name) return;
  const repositories = [...new Set([...(setting.repositories ?? []), name])];
  await connections.update(id, { ...setting, repositories });
}
