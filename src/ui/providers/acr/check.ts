import * as vscode from 'vscode';
import type { Login } from '../../connections/logins';
import type { ProviderSetting, RegistrySetting } from '../../connections/registrySetting';
import { withProgress } from '../../window/progress';
import type { WizardParts } from '../wizard';

/** Asks the registry whether it takes the login. @throws ChartroomError why it does not */
export function check(
  { createRegistry }: Pick<WizardParts, 'createRegistry'>,
  setting: RegistrySetting,
  login?: Login,
): Thenable<void> {
  const title = vscode.l10n.t('Signing in to {host}', { host: setting.host });
  return withProgress(title, ({ signal }) => createRegistry(setting, login).check({ signal }));
}

/** The setting with another way to sign in. What is left undefined is left out. */
export function withAzure(
  setting: RegistrySetting,
  azure: Readonly<Record<string, string | undefined>>,
): RegistrySetting {
  const known = Object.entries(azure).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const kept: ProviderSetting = Object.fromEntries(known);
  return { ...setting, azure: kept };
}
