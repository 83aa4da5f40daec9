import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TemplateMessage } from '../../chart/templateMessage';
import { rangeIn } from './rangeIn';

/** The problems of previews on the lines of the templates, for as long as `helm lint` does not say the same there. */
export interface PreviewDiagnostics {
  /**
   * @param preview what it is said for; it has one problem at most
   * @param signal aborted where the preview is closed, or says something newer, before the place is found
   */
  set(
    preview: string,
    directory: string,
    message: TemplateMessage | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  delete(preview: string): void;
  dispose(): void;
}

interface Placed {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

const source = 'helm template';

export function createPreviewDiagnostics(): PreviewDiagnostics {
  const collection = vscode.languages.createDiagnosticCollection('chartroom-template');
  const placed = new Map<string, Placed>();
  let shown = new Set<string>();
  const show = (): void => {
    const byFile = new Map<string, Placed[]>();
    for (const entry of placed.values()) {
      const key = entry.uri.toString();
      const others = byFile.get(key) ?? [];
      if (!isSaid(entry, others)) byFile.set(key, [...others, entry]);
    }
    for (const key of shown) if (!byFile.has(key)) collection.delete(vscode.Uri.parse(key));
    for (const [key, entries] of byFile) {
      const uri = vscode.Uri.parse(key);
      const diagnostics = entries.map(({ diagnostic }) => diagnostic);
      if (!isSame(collection.get(uri) ?? [], diagnostics)) collection.set(uri, diagnostics);
    }
    shown = new Set(byFile.keys());
  };
  const follow = vscode.languages.onDidChangeDiagnostics(() => {
    if (placed.size > 0) show();
  });
  return {
    set: async (preview, directory, message, signal) => {
      const entry = message && (await placedIn(directory, message));
      if (signal.aborted) return;
      if (entry) placed.set(preview, entry);
      else placed.delete(preview);
      show();
    },
    delete: (preview) => {
      if (placed.delete(preview)) show();
    },
    dispose: () => {
      follow.dispose();
      collection.dispose();
    },
  };
}

/** By `helm lint`, which runs on save too, or for another preview of the chart. */
function isSaid({ uri, diagnostic }: Placed, others: readonly Placed[]): boolean {
  const isSameWords = ({ message, range }: vscode.Diagnostic): boolean =>
    message === diagnostic.message && range.start.line === diagnostic.range.start.line;
  const linted = vscode.languages.getDiagnostics(uri).filter((said) => said.source === 'helm lint');
  return [...linted, ...others.map((other) => other.diagnostic)].some(isSameWords);
}

function isSame(one: readonly vscode.Diagnostic[], other: readonly vscode.Diagnostic[]): boolean {
  return one.length === other.length && one.every((diagnostic, at) => diagnostic === other[at]);
}

async function placedIn(directory: string, message: TemplateMessage): Promise<Placed | undefined> {
  if (message.file === undefined) return undefined;
  const path = join(directory, message.file);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // The template of a dependency in an archive.
  if (text === undefined) return undefined;
  const range = rangeIn(text, message);
  const diagnostic = new vscode.Diagnostic(range, message.text, vscode.DiagnosticSeverity.Error);
  diagnostic.source = source;
  return { uri: vscode.Uri.file(path), diagnostic };
}
