import * as vscode from 'vscode';
import { contextKeys, settingNames } from '../contributions';

/** Whether artifacts that are no charts are shown. */
export function showOtherArtifacts(): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(settingNames.showOtherArtifacts) ?? true;
}

/** Says in the view that something is hidden, and turns the filter button over. */
export async function applyShowOtherArtifacts(view: vscode.TreeView<unknown>): Promise<void> {
  const show = showOtherArtifacts();
  // An empty message is no message; the typings leave no other way to take one back.
  view.message = show ? '' : vscode.l10n.t('Charts only; other artifacts are hidden');
  await vscode.commands.executeCommand('setContext', contextKeys.chartsOnly, !show);
}
