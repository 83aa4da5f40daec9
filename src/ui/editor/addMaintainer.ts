import * as vscode from 'vscode';
import { newMaintainer } from '../../chart/editing/newMaintainer';
import { chartYaml } from './chartFile';

const kind = vscode.CodeActionKind.RefactorRewrite;

/** Helm misses no maintainer, so this is among the refactorings and no finding. */
export function registerAddMaintainer(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    chartYaml,
    {
      provideCodeActions: (document) => {
        const added = newMaintainer(document.getText());
        if (!added) return [];
        const action = new vscode.CodeAction(vscode.l10n.t('Add a Maintainer'), kind);
        const at = document.positionAt(added.offset);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.set(document.uri, [
          vscode.SnippetTextEdit.insert(at, new vscode.SnippetString(added.snippet)),
        ]);
        return [action];
      },
    },
    { providedCodeActionKinds: [kind] },
  );
}
