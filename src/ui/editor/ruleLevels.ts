import * as vscode from 'vscode';
import type { Level } from '../../chart/rules/check';
import { settingNames } from '../contributions';

const levels: readonly unknown[] = ['off', 'info', 'warning', 'error'] satisfies Level[];

/** How severe rules are for the chart in this folder, where the settings say so; undefined where nothing is checked. */
export function ruleLevelsFor(directory: string): Readonly<Record<string, Level>> | undefined {
  const configuration = vscode.workspace.getConfiguration(undefined, vscode.Uri.file(directory));
  if (configuration.get<unknown>(settingNames.diagnosticsEnabled) === false) return undefined;
  const set = configuration.get<unknown>(settingNames.diagnosticsRules);
  if (typeof set !== 'object' || set === null) return {};
  return Object.fromEntries(
    Object.entries(set).filter((entry): entry is [string, Level] => levels.includes(entry[1])),
  );
}

/** Sets how severe a rule is for the workspace folder of a chart; for the user where it is in none. */
export async function setRuleLevel(directory: string, rule: string, level: Level): Promise<void> {
  const folder = vscode.Uri.file(directory);
  const configuration = vscode.workspace.getConfiguration(undefined, folder);
  const values = configuration.inspect<Record<string, Level>>(settingNames.diagnosticsRules);
  const [before, target] = vscode.workspace.getWorkspaceFolder(folder)
    ? [values?.workspaceFolderValue, vscode.ConfigurationTarget.WorkspaceFolder]
    : [values?.globalValue, vscode.ConfigurationTarget.Global];
  await configuration.update(settingNames.diagnosticsRules, { ...before, [rule]: level }, target);
}
