import * as vscode from 'vscode';

/** A folder on disk to write into; the workspace's first folder is where the dialog opens. */
export async function pickFolder(openLabel: string): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    openLabel,
    ...(vscode.workspace.workspaceFolders?.[0] && {
      defaultUri: vscode.workspace.workspaceFolders[0].uri,
    }),
  });
  return picked?.[0]?.fsPath;
}
