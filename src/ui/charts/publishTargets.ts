import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { publishValueFor, withPublishValue } from '../../publishing/publishSetting';
import { publishTarget, type PublishTarget } from '../../publishing/publishTarget';
import { settingNames } from '../contributions';

/**
 * Where the chart in this folder goes, as `chartroom.publish.repository` says; undefined where it says nothing.
 *
 * @throws ChartroomError `publish.target-invalid`
 */
export function publishTargetOf(directory: string, chartName: string): PublishTarget | undefined {
  const value = publishValueOf(directory);
  return value === undefined ? undefined : publishTarget(value, chartName);
}

/** What the setting says for the chart in this folder, as it is written. */
export function publishValueOf(directory: string): string | undefined {
  const folder = vscode.Uri.file(directory);
  const { workspaceFolderValue, workspaceValue, globalValue } = valuesFor(folder);
  // A workspace that nobody trusts does not say where charts are sent.
  const workspace = vscode.workspace.isTrusted ? [workspaceFolderValue, workspaceValue] : [];
  return publishValueFor([...workspace, globalValue], pathOf(folder));
}

/** Tells whether an event can change where charts are published. */
export function changesPublishTargets(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(settingNames.publishRepository);
}

/**
 * Writes where this chart, or every chart of its workspace folder, is published: into the settings of that folder, or of
 * the user where the chart is in none.
 */
export async function setPublishTarget(
  directory: string,
  value: string,
  charts: 'this' | 'all',
): Promise<void> {
  const folder = vscode.Uri.file(directory);
  const { workspaceFolderValue, globalValue } = valuesFor(folder);
  const [before, target] = vscode.workspace.getWorkspaceFolder(folder)
    ? [workspaceFolderValue, vscode.ConfigurationTarget.WorkspaceFolder]
    : [globalValue, vscode.ConfigurationTarget.Global];
  const setting = charts === 'all' ? value : withPublishValue(before, pathOf(folder), value);
  await vscode.workspace
    .getConfiguration(undefined, folder)
    .update(settingNames.publishRepository, setting, target);
}

type Values = Readonly<
  Partial<Record<'workspaceFolderValue' | 'workspaceValue' | 'globalValue', unknown>>
>;

function valuesFor(folder: vscode.Uri): Values {
  const configuration = vscode.workspace.getConfiguration(undefined, folder);
  return configuration.inspect(settingNames.publishRepository) ?? {};
}

/** From the workspace folder, as the globs of the setting have it; the whole path where there is none. */
function pathOf(folder: vscode.Uri): string {
  const root = vscode.workspace.getWorkspaceFolder(folder)?.uri.fsPath;
  const path = root === undefined ? folder.fsPath : relative(root, folder.fsPath);
  return path.split(sep).join('/') || '.';
}
