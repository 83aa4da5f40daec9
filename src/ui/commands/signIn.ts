import * as vscode from 'vscode';
import { pickConnected, pickRegistry } from '../pick/pickRegistry';
import { wizardOf } from '../providers/wizards';
import type { CommandHandler } from '../window/command';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'logins' | 'createRegistry' | 'surroundings'>;

/** Sign In, the way of the registry: with a password, in a browser, in a terminal. */
export function signInCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const connection = await pickRegistry(argument, parts.connections, vscode.l10n.t('Sign In'));
    if (!connection) return;
    const wizard = wizardOf(connection.setting);
    if (await wizard.signIn(parts, connection)) parts.connections.renew(connection.id);
  };
}

/** Sign Out: forgets the login typed into Chartroom; logins of docker and helm are theirs. */
export function signOutCommand({ connections, logins }: Needed): CommandHandler {
  return async (argument) => {
    const connection = await pickConnected(argument, connections, vscode.l10n.t('Sign Out'));
    if (!connection) return;
    const had = await logins.get(connection.id);
    await logins.forget(connection.id);
    connections.renew(connection.id);
    const { host } = connection.setting;
    vscode.window.setStatusBarMessage(
      had
        ? vscode.l10n.t('Signed out of {host}', { host })
        : vscode.l10n.t('Chartroom holds no login for {host}', { host }),
      5000,
    );
  };
}
