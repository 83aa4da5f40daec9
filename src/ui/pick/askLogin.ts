import * as vscode from 'vscode';
import type { Login } from '../connections/logins';

/** Asks for a user name and a password or token. `problem` says why the last one did not do. */
export async function askLogin(host: string, problem?: string): Promise<Login | undefined> {
  const title = vscode.l10n.t('Sign In to {host}', { host });
  const username = await vscode.window.showInputBox({
    title: `${title} (1/2)`,
    prompt: [problem, vscode.l10n.t('User name')].filter(Boolean).join(' — '),
    ignoreFocusOut: true,
  });
  if (!username) return undefined;
  const password = await vscode.window.showInputBox({
    title: `${title} (2/2)`,
    prompt: vscode.l10n.t('Password or access token of {username}', { username }),
    password: true,
    ignoreFocusOut: true,
  });
  return password ? { username, password } : undefined;
}
