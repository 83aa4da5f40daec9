import * as vscode from 'vscode';
import { chartOfResource } from '../charts/workspaceCharts';
import { contextKeys } from '../contributions';

/** Lets menus know whether the editor at hand is of a template of a chart: other tools have folders called `templates` too. */
export function followActiveTemplate(): vscode.Disposable {
  let run = 0;
  const look = async (uri: vscode.Uri | undefined): Promise<void> => {
    run += 1;
    const own = run;
    const isTemplate =
      uri?.scheme === 'file' &&
      uri.path.includes('/templates/') &&
      (await chartOfResource(uri)) !== undefined;
    if (own !== run) return;
    await vscode.commands.executeCommand('setContext', contextKeys.isTemplate, isTemplate);
  };
  void look(vscode.window.activeTextEditor?.document.uri);
  return vscode.window.onDidChangeActiveTextEditor((editor) => {
    void look(editor?.document.uri);
  });
}
