import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Desk } from '../publishing/desk';

export interface Opened {
  readonly document: vscode.TextDocument;
  /** Where the mark was. */
  readonly position: vscode.Position;
}

/** A Chart.yaml, or another file of a new chart, with the cursor where the text has `|`. */
export async function openMarked(desk: Desk, marked: string, name = 'Chart.yaml'): Promise<Opened> {
  const offset = Math.max(0, marked.indexOf('|'));
  const folder = `chart-${randomBytes(4).toString('hex')}`;
  const directory = await desk.chart(folder, { [name]: marked.replace('|', '') });
  const document = await vscode.workspace.openTextDocument(join(directory, name));
  return { document, position: document.positionAt(offset) };
}

async function completions({ document, position }: Opened): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  // Words of the text are offered by the editor itself.
  return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

/** In the order VS Code shows them. */
export async function labels(opened: Opened): Promise<string[]> {
  const items = await completions(opened);
  const key = ({ sortText, label }: vscode.CompletionItem): string =>
    sortText ?? (typeof label === 'string' ? label : label.label);
  return items
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** What is in the file when the completion of this label is taken. */
export async function taking(label: string, opened: Opened): Promise<string> {
  const { document, position } = opened;
  const item = (await completions(opened)).find((one) => one.label === label);
  assert.ok(item, `${label} is offered`);
  const editor = await vscode.window.showTextDocument(document);
  const { insertText, range } = item;
  const place = range instanceof vscode.Range ? range : (range?.replacing ?? position);
  const snippet =
    typeof insertText === 'object' ? insertText : new vscode.SnippetString(insertText ?? label);
  await editor.insertSnippet(snippet, place);
  const text = document.getText();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return text;
}

export async function hover({ document, position }: Opened): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((one) => one.contents);
  // A code fence is as it is; of the rest the escapes are taken off.
  return contents
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n')
    .replaceAll(/\\(?=[^a-zA-Z0-9\s])/g, '')
    .replaceAll('&nbsp;', ' ');
}

export async function lenses({ document }: Opened): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    20,
  );
  return found.map(({ command }) => command?.title ?? '').filter((title) => title !== '');
}

export async function hints({ document }: Opened): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  );
  return found.map(
    ({ label, position }) =>
      `${position.line}:${position.character} ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`,
  );
}
