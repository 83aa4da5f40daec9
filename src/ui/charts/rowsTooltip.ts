import * as vscode from 'vscode';

/**
 * A tooltip of a name and what is known of it, line by line; what is not known is left out. Values come from charts and
 * registries, so nothing in them is taken for Markdown.
 */
export function rowsTooltip(
  name: string,
  rows: readonly (readonly [label: string, value: string | undefined])[],
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString().appendCodeblock(name, 'text');
  for (const [label, value] of rows) {
    if (value === undefined || value === '') continue;
    tooltip.appendText(`${label}: ${value}`).appendMarkdown('  \n');
  }
  return tooltip;
}
