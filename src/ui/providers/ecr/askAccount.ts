import * as vscode from 'vscode';
import type { CallerIdentity } from '../../../registries/ecr/callerIdentity';
import { pickOrType } from '../../pick/pickOrType';

/** Whose registry is meant: that of the login, or another account's that is typed. Undefined when the question is closed. */
export function askAccount(
  title: string,
  { account, arn }: CallerIdentity,
): Promise<string | undefined> {
  return pickOrType<string>({
    title,
    placeholder: vscode.l10n.t('Choose the account of the registry, or type another one'),
    choices: async function* () {
      yield await Promise.resolve([
        {
          label: account,
          description: vscode.l10n.t('account of your login'),
          detail: arn,
          iconPath: new vscode.ThemeIcon('account'),
          value: account,
        },
      ]);
    },
    typed: (text) => {
      // The AWS console writes accounts in groups of four.
      const typed = text.replaceAll('-', '');
      return /^\d{12}$/.test(typed)
        ? {
            label: typed,
            description: typed === account ? vscode.l10n.t('account of your login') : '',
            detail: typed === account ? arn : otherAccount(typed, arn),
            iconPath: new vscode.ThemeIcon('account'),
            value: typed,
          }
        : vscode.l10n.t('Not an account; one has twelve digits');
    },
  });
}

/** Shows who connects to a registry whose account is known. False when the question is closed. */
export async function confirmIdentity(
  title: string,
  identity: CallerIdentity,
  account: string = identity.account,
): Promise<boolean> {
  const yes = await pickOrType<true>({
    title,
    placeholder: vscode.l10n.t('Check who connects'),
    choices: async function* () {
      yield await Promise.resolve([
        {
          label: vscode.l10n.t('Connect as {account}', { account: identity.account }),
          detail: account === identity.account ? identity.arn : otherAccount(account, identity.arn),
          iconPath: new vscode.ThemeIcon('account'),
          value: true as const,
        },
      ]);
    },
  });
  return yes ?? false;
}

function otherAccount(account: string, arn: string): string {
  return vscode.l10n.t('{account} is another account than yours and has to let you in: {arn}', {
    account,
    arn,
  });
}
