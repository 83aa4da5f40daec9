import * as vscode from 'vscode';
import type { Login } from '../../connections/logins';
import { askTenant } from './tenant';

export interface AskedServicePrincipal {
  readonly tenant: string;
  /** Application ID and secret. */
  readonly login: Login;
}

/** Asks for a service principal. `problem` says why the last one did not do. */
export async function askServicePrincipal(
  host: string,
  knownTenant: string | undefined,
  problem: string | undefined,
): Promise<AskedServicePrincipal | undefined> {
  const title = vscode.l10n.t('Sign In to {host}', { host });
  const username = await vscode.window.showInputBox({
    title: `${title} (1/3)`,
    prompt: [problem, vscode.l10n.t('Application (client) ID')].filter(Boolean).join(' — '),
    ignoreFocusOut: true,
  });
  if (!username) return undefined;
  const tenant = await askTenant(`${title} (2/3)`, knownTenant);
  if (tenant === undefined) return undefined;
  const password = await vscode.window.showInputBox({
    title: `${title} (3/3)`,
    prompt: vscode.l10n.t('Secret of application {username}', { username }),
    password: true,
    ignoreFocusOut: true,
  });
  return password ? { tenant, login: { username: username.trim(), password } } : undefined;
}
