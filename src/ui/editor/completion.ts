import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { placeAt, type Place } from '../../chart/editing/place';
import { knownKeys, knownValues, schemaAt, type Schema } from '../../chart/editing/schema';
import { chartSnippets } from '../../chart/editing/snippets';
import { chartFileOf, type ChartFile } from './chartFile';
import { completeDependency } from './completeDependency';
import type { EditorFeatures } from './features';
import type { PublishedCharts } from './publishedCharts';
import { isShownByYamlExtension, type Schemas } from './schemas';

/** Keys and values by the schema, snippets, and what registries know. */
export function createCompletion(
  schemas: Schemas,
  published: PublishedCharts,
): EditorFeatures['completion'] {
  return async (document, position, token, { triggerCharacter }) => {
    const file = chartFileOf(document.uri);
    const place = file && placeAt(document.getText(), document.offsetAt(position));
    if (!place) return undefined;
    // Who types spaces to indent asks for nothing.
    if (triggerCharacter === ' ' && place.part === 'key' && !place.isItem) return undefined;
    const schema = await schemas(file);
    const range = rangeOf(document, place);
    const items = [
      ...bySchema(schema, place, range),
      ...snippets(schema, place, range, file),
      ...ownName(document, place, range),
      ...(await completeDependency(document, position, place, published, token)),
    ];
    return token.isCancellationRequested ? undefined : new vscode.CompletionList(items);
  };
}

function rangeOf(document: vscode.TextDocument, { word }: Place): vscode.Range {
  return new vscode.Range(document.positionAt(word.start), document.positionAt(word.end));
}

function bySchema(schema: Schema, place: Place, range: vscode.Range): vscode.CompletionItem[] {
  if (isShownByYamlExtension()) return [];
  if (isMapping(schema, place)) {
    return knownKeys(schema, place.path, new Set(place.siblings.keys())).map((known, index) => {
      const item = itemOf(known.key, vscode.CompletionItemKind.Property, range, known.description);
      // Those that have to be there come first, then all in the order of the schema.
      item.sortText = `${known.isRequired ? 0 : 1}${String(index).padStart(3, '0')}`;
      const below = { text: ' $0', list: '\n  - $0', mapping: '\n  $0' }[known.holds];
      item.insertText = place.hasColon
        ? known.key
        : new vscode.SnippetString(`${known.key}:${below}`);
      if (!place.hasColon && known.holds === 'text') {
        item.command = { command: 'editor.action.triggerSuggest', title: '' };
      }
      return item;
    });
  }
  return knownValues(schema, place.path).map(({ value, description }) => {
    const item = itemOf(value, vscode.CompletionItemKind.EnumMember, range, description);
    // Annotations are texts, and true without quotes is none.
    const isText = place.path[0] === 'annotations' && /^(?:true|false)$/.test(value);
    if (isText && place.quote === undefined) item.insertText = `"${value}"`;
    return item;
  });
}

/** Whether keys go here; what has neither colon nor known keys is the text of an item. */
function isMapping(schema: Schema, { part, path }: Place): boolean {
  return part === 'key' && schemaAt(schema, path)?.properties !== undefined;
}

function snippets(
  schema: Schema,
  place: Place,
  range: vscode.Range,
  file: ChartFile,
): vscode.CompletionItem[] {
  if (place.part !== 'key' || place.hasColon) return [];
  // In a list that has no item yet, an item can begin; where there is one, its keys.
  const isList = schemaAt(schema, place.path)?.type === 'array';
  if (!isList && !isMapping(schema, place)) return [];
  const present = new Set(place.siblings.keys());
  return chartSnippets(place.path, present, file === 'chart').map(({ label, detail, body }) => {
    const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Snippet);
    item.range = range;
    item.detail = detail;
    item.insertText = new vscode.SnippetString(body);
    item.documentation = new vscode.MarkdownString().appendCodeblock(plain(body), 'yaml');
    item.sortText = `2${label}`;
    return item;
  });
}

/** A chart is called as its folder. */
function ownName(
  { uri }: vscode.TextDocument,
  { part, path }: Place,
  range: vscode.Range,
): vscode.CompletionItem[] {
  if (part !== 'value' || path.length !== 1 || path[0] !== 'name') return [];
  const item = itemOf(basename(dirname(uri.fsPath)), vscode.CompletionItemKind.Folder, range);
  item.detail = vscode.l10n.t('name of the folder');
  return [item];
}

function itemOf(
  label: string,
  kind: vscode.CompletionItemKind,
  range: vscode.Range,
  description = '',
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, kind);
  item.range = range;
  if (description !== '') item.documentation = new vscode.MarkdownString().appendText(description);
  return item;
}

/** A snippet as it looks when nothing of it is filled in. */
function plain(body: string): string {
  return body.replaceAll(/\$\{\d+[:|]([^},|]*)[^}]*\}/g, '$1');
}
