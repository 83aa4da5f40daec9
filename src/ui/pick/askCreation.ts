import * as vscode from 'vscode';
import type { CreationChoices, CreationSettings } from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { registryLabel } from '../connections/registrySetting';
import { askSetting, settingRows, type SettingName } from './creationSetting';

export interface AskCreationOptions {
  readonly connection: Connection;
  /** Of what would be made, one or several with the same settings. */
  readonly names: readonly string[];
  readonly choices: CreationChoices;
  readonly settings: CreationSettings;
  /** True when something was looked for and not found, which is why this is asked. */
  readonly missing: boolean;
  /** Whether the settings are kept for the registry. */
  readonly remembered: boolean;
}

export interface CreationAnswer {
  readonly settings: CreationSettings;
  readonly remember: boolean;
}

interface Row extends vscode.QuickPickItem {
  readonly does?: 'create' | 'remember' | SettingName;
}

/**
 * The one question before a repository is made: its first row makes it as the others say, and each
 * other row changes what it says. Undefined when it is closed.
 */
export async function askCreation(
  options: AskCreationOptions,
): Promise<CreationAnswer | undefined> {
  let { settings } = options;
  let remember = options.remembered;
  for (;;) {
    const picked = await vscode.window.showQuickPick(rowsOf({ ...options, settings }, remember), {
      title: titleOf(options.names),
      placeHolder: placeholderOf(options),
      ignoreFocusOut: true,
    });
    if (picked?.does === undefined) return undefined;
    if (picked.does === 'create') return { settings, remember };
    if (picked.does === 'remember') remember = !remember;
    else settings = (await askSetting(picked.does, options.choices, settings)) ?? settings;
  }
}

function titleOf(names: readonly string[]): string {
  const [repository = '', ...others] = names;
  return others.length === 0
    ? vscode.l10n.t('Create {repository}?', { repository })
    : vscode.l10n.t('Create {count} Repositories?', { count: names.length });
}

function placeholderOf({ missing, names, connection }: AskCreationOptions): string {
  if (!missing) return vscode.l10n.t('Create it with these settings, or choose one to change');
  const { host } = connection.registry;
  return names.length === 1
    ? vscode.l10n.t('There is no such repository on {host} yet', { host })
    : vscode.l10n.t('There are no such repositories on {host} yet', { host });
}

function rowsOf(
  { connection, names, choices, settings }: AskCreationOptions,
  remember: boolean,
): Row[] {
  const registry = registryLabel(connection.setting);
  return [
    {
      label: vscode.l10n.t('Create'),
      description:
        names.length === 1 ? `${connection.registry.host}/${names.join()}` : names.join(', '),
      iconPath: new vscode.ThemeIcon('add'),
      does: 'create',
    },
    { label: vscode.l10n.t('Settings'), kind: vscode.QuickPickItemKind.Separator },
    ...settingRows(choices, settings).map(({ name: does, label, value, icon }) => ({
      ...{ label, does },
      description: value,
      iconPath: new vscode.ThemeIcon(icon),
    })),
    {
      label: vscode.l10n.t('Remember for {registry}', { registry }),
      description: remember ? vscode.l10n.t('Yes') : vscode.l10n.t('No'),
      detail: remember
        ? vscode.l10n.t('A push creates what it needs with these settings, without asking.')
        : vscode.l10n.t('A push asks each time.'),
      iconPath: new vscode.ThemeIcon(remember ? 'pass-filled' : 'circle-large-outline'),
      does: 'remember',
    },
  ];
}
