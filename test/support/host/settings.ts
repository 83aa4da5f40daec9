import * as vscode from 'vscode';
import {
  readRegistrySettings,
  type RegistrySetting,
} from '../../../src/ui/connections/registrySetting';
import { settingNames } from '../../../src/ui/contributions';

/** Writes a setting of the user; undefined takes it away. */
export async function setSetting(name: string, value: unknown): Promise<void> {
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration().update(name, value, Global);
}

export function setRegistries(...settings: readonly RegistrySetting[]): Promise<void> {
  return setSetting(settingNames.registries, settings.length > 0 ? settings : undefined);
}

/** The registries that are connected. */
export function registries(): RegistrySetting[] {
  return readRegistrySettings(vscode.workspace.getConfiguration().get(settingNames.registries));
}
