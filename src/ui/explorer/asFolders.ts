import * as vscode from 'vscode';
import { contextKeys, settingNames } from '../contributions';

/** Whether repositories are shown in folders by the parts of their names, or each by its whole name. */
export function repositoriesAsFolders(): boolean {
  return (
    vscode.workspace.getConfiguration().get<boolean>(settingNames.repositoriesAsFolders) ?? true
  );
}

/** Turns the entry in the menu of the view over. */
export async function applyRepositoriesAsFolders(): Promise<void> {
  await vscode.commands.executeCommand(
    'setContext',
    contextKeys.asFolders,
    repositoriesAsFolders(),
  );
}
