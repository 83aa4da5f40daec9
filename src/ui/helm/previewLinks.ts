import * as vscode from 'vscode';
import type { CommandId } from '../contributions';
import { isThere } from '../generate/isThere';
import { fileOfChart, previewedBy } from './previewUri';
import type { Outcome } from './previewText';

/** What Helm writes above each document, and how it names a place in an error. */
const sources = /^# Source: (?<source>[^/\n]+\/(?<path>.+))$/gm;
const places =
  /\b(?<source>[\w.-]+\/(?<path>(?:charts\/[^\s:)]+\/)?(?:templates|crds)\/[^\s:)]+))(?::(?<line>\d+)(?::(?<column>\d+))?)?/g;

/** Leads from a document, and from an error, to the template it is of. */
export async function previewLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  const previewed = previewedBy(document.uri);
  if (!previewed) return [];
  const text = document.getText();
  const comments = /^(?:#.*\n)*/.exec(text)?.[0] ?? '';
  const found = [...text.matchAll(sources), ...comments.matchAll(places)];
  const files = new Map<string, Promise<vscode.Uri | undefined>>();
  const links = found.map(async ({ index, 0: whole, groups = {} }) => {
    const { source = '', path = '', line, column } = groups;
    const file = files.get(path) ?? existing(fileOfChart(previewed.chart, path));
    files.set(path, file);
    const uri = await file;
    if (!uri) return undefined;
    const start = index + whole.indexOf(source);
    const range = new vscode.Range(
      document.positionAt(start),
      document.positionAt(index + whole.length),
    );
    const fragment =
      line === undefined ? '' : `L${[line, columnOf(column)].filter(Boolean).join(',')}`;
    const link = new vscode.DocumentLink(range, uri.with({ fragment }));
    link.tooltip = vscode.l10n.t('Open the template');
    return link;
  });
  return (await Promise.all(links)).filter((link) => link !== undefined);
}

/** Helm counts columns from 0. */
function columnOf(column: string | undefined): string | undefined {
  return column === undefined ? undefined : String(Number(column) + 1);
}

/** Not there for the template of a dependency in an archive. */
async function existing(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  return (await isThere(uri)) ? uri : undefined;
}

/** What can be done with a preview, above its first line. */
export function previewLenses(uri: vscode.Uri, outcome: Outcome | undefined): vscode.CodeLens[] {
  const previewed = previewedBy(uri);
  if (!previewed || !outcome) return [];
  const lens = (title: string, command: CommandId, argument: vscode.Uri): vscode.CodeLens =>
    new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [argument] });
  const isMissing = outcome.rendering?.problem?.kind === 'dependencies';
  const { chart } = previewed;
  return [
    lens(vscode.l10n.t('Choose Values Files…'), 'chartroom.template.chooseValues', uri),
    ...(isMissing && chart.scheme === 'file'
      ? [lens(vscode.l10n.t('Update Dependencies'), 'chartroom.dependencies.update', chart)]
      : []),
  ];
}
