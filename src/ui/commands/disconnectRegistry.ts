import * as vscode from 'vscode';
import { registryLabel } from '../connections/registrySetting';
import { pickConnected } from '../pick/pickRegistry';
import type { CommandHandler } from '../window/command';
import { confirm } from '../window/offer';
import type { Parts } from './parts';

/** Disconnect Registry: takes it off the list and forgets its login. What is in the registry stays. */
export function disconnectRegistryCommand({
  connections,
}: Pick<Parts, 'connections'>): CommandHandler {
  return async (argument) => {
    const title = vscode.l10n.t('Disconnect Registry');
    const connection = await pickConnected(argument, connections, title);
    if (!connection) return;
    const yes = await confirm(
      vscode.l10n.t('Disconnect {registry}?', { registry: registryLabel(connection.setting) }),
      vscode.l10n.t('Its login is forgotten. Nothing in the registry changes.'),
      vscode.l10n.t('Disconnect'),
    );
    if (yes) await connections.disconnect(connection.id);
  };
}
