import * as vscode from 'vscode';
import { managementScope } from '../../../registries/acr/cloud';
import type { AzureEnvironment } from './environment';
import { accountsOf, signInAnew } from './microsoftTokens';

interface AccountItem extends vscode.QuickPickItem {
  /** Undefined for one that is not signed in yet. */
  readonly account: string | undefined;
}

/**
 * Asks for one of the Microsoft accounts of VS Code, or signs in with another. With none signed in
 * it is that at once.
 * @param current is offered first
 */
export async function pickAccount(
  environment: AzureEnvironment,
  current?: string,
): Promise<string | undefined> {
  const known = await accountsOf(environment);
  const signIn = (): Promise<string | undefined> =>
    signInAnew(environment, managementScope(environment.cloud));
  if (known.length === 0) return signIn();
  const sorted = [...known].sort((a, b) => Number(b === current) - Number(a === current));
  const items: readonly AccountItem[] = [
    ...sorted.map((account) => ({
      label: account,
      description: account === current ? vscode.l10n.t('used now') : '',
      iconPath: new vscode.ThemeIcon('account'),
      account,
    })),
    {
      label: vscode.l10n.t('Use Another Account…'),
      iconPath: new vscode.ThemeIcon('add'),
      account: undefined,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sign In with Microsoft'),
    placeHolder: vscode.l10n.t('Choose an account'),
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  return picked.account ?? signIn();
}
