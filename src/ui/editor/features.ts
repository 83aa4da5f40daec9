import type * as vscode from 'vscode';
import type { Parts } from '../commands/parts';
import { createCompletion } from './completion';
import { createHints } from './hints';
import { createHover } from './hover';
import { createLenses } from './lenses';
import { createLinks } from './links';
import { createPublishedCharts } from './publishedCharts';
import { createSchemas } from './schemas';

/** What the editor asks of the files of a chart. */
export interface EditorFeatures {
  completion(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
    context: vscode.CompletionContext,
  ): Promise<vscode.CompletionList | undefined>;
  hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined>;
  links(document: vscode.TextDocument): vscode.DocumentLink[];
  lenses(document: vscode.TextDocument): vscode.CodeLens[];
  resolveLens(lens: vscode.CodeLens, token: vscode.CancellationToken): Promise<vscode.CodeLens>;
  hints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[]>;
}

export function editorFeatures(parts: Parts): EditorFeatures {
  const schemas = createSchemas(parts.media);
  const published = createPublishedCharts(parts);
  return {
    completion: createCompletion(schemas, published),
    hover: createHover(schemas, published),
    links: createLinks(parts.connections),
    ...createLenses(parts),
    hints: createHints(published),
  };
}
