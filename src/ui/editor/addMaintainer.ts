import * as vscode from 'vscode';
import { newMaintainer } from '../../chart/editing/newMaintainer';
import { chartYaml } from './chartFile';

const kind = vscode.CodeActionKind.RefactorRewrite;

/** Helm misses no maintainer, so this is among the refactorings and no finding. */
export function registerAddMaintainer(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    chartYaml,
    {
      provideCodeActions: (document, _range, { triggerKind }) => {
        // Only who asks for refactorings gets it: otherwise every line had a light bulb.
        const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
        const added = isAsked ? newMaintainer(document.getText()) : undefined;
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
