import * as vscode from 'vscode';
import type { RegistrySetting } from '../../connections/registrySetting';

/** How somebody signs in to an Azure Container Registry. */
export type Way =
  | 'microsoft'
  | 'service-principal'
  | 'password'
  | 'azure-cli'
  /** What `docker login` or `helm registry login` has stored. */
  | 'existing'
  | 'anonymous';

interface WayItem extends vscode.QuickPickItem {
  readonly way?: Way;
}

/** Asks how to sign in; to this login server, when there is one already. */
export async function askWay(host: string | undefined): Promise<Way | undefined> {
  const items: readonly WayItem[] = [
    {
      label: vscode.l10n.t('Sign in with Microsoft'),
      detail:
        host === undefined
          ? vscode.l10n.t(
              'With an account of VS Code; choose among the registries of your subscriptions',
            )
          : vscode.l10n.t('With an account of VS Code'),
      iconPath: new vscode.ThemeIcon('account'),
      way: 'microsoft',
    },
    { label: vscode.l10n.t('By login server'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('Service principal'),
      detail: vscode.l10n.t('Application ID, secret and tenant'),
      iconPath: new vscode.ThemeIcon('key'),
      way: 'service-principal',
    },
    {
      label: vscode.l10n.t('Repository token or admin user'),
      detail: vscode.l10n.t('Name and password, from the registry itself'),
      iconPath: new vscode.ThemeIcon('person'),
      way: 'password',
    },
    {
      label: vscode.l10n.t('Azure CLI'),
      detail: vscode.l10n.t('The session of "az login" on this machine'),
      iconPath: new vscode.ThemeIcon('terminal'),
      way: 'azure-cli',
    },
    {
      label: vscode.l10n.t('Logins of Docker and Helm'),
      detail: vscode.l10n.t(
        'What "docker login", "helm registry login" or "az acr login" has stored',
      ),
      iconPath: new vscode.ThemeIcon('package'),
      way: 'existing',
    },
    {
      label: vscode.l10n.t('Anonymous pull'),
      detail: vscode.l10n.t('Without signing in, where the registry allows it'),
      iconPath: new vscode.ThemeIcon('globe'),
      way: 'anonymous',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title:
      host === undefined
        ? vscode.l10n.t('Connect Azure Container Registry')
        : vscode.l10n.t('Sign In to {host}', { host }),
    placeHolder: vscode.l10n.t('Choose how to sign in'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.way;
}

/** The way a connection was signed in to; undefined where signing in again means choosing one. */
export function wayOf({ azure }: RegistrySetting): Way | undefined {
  switch (azure?.['login']) {
    case 'microsoft':
      return 'microsoft';
    case 'service-principal':
      return 'service-principal';
    case 'azure-cli':
      return 'azure-cli';
    case 'password':
      return 'password';
    case undefined:
    default:
      return undefined;
  }
}
