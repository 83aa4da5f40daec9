import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import {
  publishValuesFor,
  withFirstPlace,
  withPublishValue,
} from '../../publishing/publishSetting';
import { publishTarget, type PublishTarget } from '../../publishing/publishTarget';
import { settingNames } from '../contributions';

/**
 * Where a push of the chart in this folder goes, as `chartroom.publish.repository` says; undefined where it says nothing.
 *
 * @throws ChartroomError `publish.target-invalid`
 */
export function publishTargetOf(directory: string, chartName: string): PublishTarget | undefined {
  const value = publishValueOf(directory);
  return value === undefined ? undefined : publishTarget(value, chartName);
}

/** The values of the setting for a folder. */
export type PublishSetting = (folder: vscode.Uri) => Values;

/**
 * Reads the setting as it is now, once for each folder of the workspace: VS Code takes half a millisecond each time, and a
 * workspace can have hundreds of charts.
 */
export function readPublishSetting(): PublishSetting {
  const read = new Map<string | undefined, Values>();
  return (folder) => {
    const root = vscode.workspace.getWorkspaceFolder(folder)?.uri.toString();
    const values = read.get(root) ?? valuesFor(folder);
    read.set(root, values);
    return values;
  };
}

/**
 * Every place the chart in this folder is published to, the one of a push first; for a value that is none, why.
 *
 * @param setting what was read of it, by who asks about several charts
 */
export function publishPlacesOf(
  directory: string,
  chartName: string,
  setting?: PublishSetting,
): readonly (PublishTarget | ChartroomError)[] {
  return publishValuesOf(directory, setting).map((value) => {
    try {
      return publishTarget(value, chartName);
    } catch (error) {
      if (error instanceof ChartroomError) return error;
      throw error;
    }
  });
}

/** What the setting says first for the chart in this folder, as it is written. */
export function publishValueOf(directory: string): string | undefined {
  return publishValuesOf(directory)[0];
}

function publishValuesOf(
  directory: string,
  setting: PublishSetting = valuesFor,
): readonly string[] {
  const folder = vscode.Uri.file(directory);
  const { workspaceFolderValue, workspaceValue, globalValue } = setting(folder);
  // A workspace that nobody trusts does not say where charts are sent.
  const workspace = vscode.workspace.isTrusted ? [workspaceFolderValue, workspaceValue] : [];
  return publishValuesFor([...workspace, globalValue], pathOf(folder));
}

/** Tells whether an event can change where charts are published. */
export function changesPublishTargets(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration(settingNames.publishRepository);
}

/**
 * Writes where a push of this chart, or of every chart of its workspace folder, goes: into the settings of that folder, or of
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
  const setting =
    charts === 'all'
      ? withFirstPlace(before, value)
      : withPublishValue(before, pathOf(folder), value);
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
