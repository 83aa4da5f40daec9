import * as vscode from 'vscode';
import type { FileChange } from '../../publishing/compare/fileChanges';
import { comparisonScheme } from './texts';

/** Where the decorations of the Comparison view are told from documents. */
const authority = 'row';

/** Names a row, for its icon and decoration. No document is there. */
export function decorationUri({ path, change }: FileChange): vscode.Uri {
  return vscode.Uri.from({ scheme: comparisonScheme, authority, path: `/${path}`, query: change });
}

/** The letters and colours that VS Code's source control shows. */
export function registerDecorations(): vscode.Disposable {
  const provider: vscode.FileDecorationProvider = {
    provideFileDecoration: (uri) =>
      uri.scheme === comparisonScheme && uri.authority === authority
        ? decorationOf(uri.query)
        : undefined,
  };
  return vscode.window.registerFileDecorationProvider(provider);
}

function decorationOf(change: string): vscode.FileDecoration | undefined {
  const decoration = (badge: string, tooltip: string, colour: string): vscode.FileDecoration =>
    new vscode.FileDecoration(
      badge,
      tooltip,
      new vscode.ThemeColor(`gitDecoration.${colour}ResourceForeground`),
    );
  switch (change) {
    case 'added':
      return decoration('A', vscode.l10n.t('Added'), 'added');
    case 'removed':
      return decoration('D', vscode.l10n.t('Removed'), 'deleted');
    case 'changed':
      return decoration('M', vscode.l10n.t('Changed'), 'modified');
    default:
      return undefined;
  }
}
