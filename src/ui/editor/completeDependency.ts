import * as vscode from 'vscode';
import type { Place } from '../../chart/editing/place';
import { needsQuotes, versionWord } from '../../chart/editing/versionWord';
import { isRepositoryName } from '../../oci/reference';
import { formatAge } from '../format';
import type { PublishedCharts } from './publishedCharts';

/** The most versions that are shown; who looks for an older one types its beginning. */
const mostVersions = 2_000;

/** What can stand in `name`, `version` and `repository` of a dependency, as registries know it. */
export async function completeDependency(
  document: vscode.TextDocument,
  position: vscode.Position,
  place: Place,
  published: PublishedCharts,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
  const [list, index, key, ...deeper] = place.path;
  const isField = list === 'dependencies' && typeof index === 'number' && deeper.length === 0;
  if (place.part !== 'value' || !isField) return [];
  const context = { document, position, place, published, token };
  if (key === 'version') return versions(context);
  if (key === 'repository') return repositories(context);
  return key === 'name' ? names(context) : [];
}

interface Context {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly place: Place;
  readonly published: PublishedCharts;
  readonly token: vscode.CancellationToken;
}

async function versions(context: Context): Promise<vscode.CompletionItem[]> {
  const { document, position, place, published, token } = context;
  const dependency = {
    name: place.siblings.get('name') ?? '',
    repository: place.siblings.get('repository') ?? '',
  };
  const found = (await published.versionsOf(dependency, token)) ?? [];
  const typed = document.getText(new vscode.Range(document.positionAt(place.word.start), position));
  const { before, operator } = versionWord(typed);
  const isWhole = before === 0;
  const range = new vscode.Range(
    document.positionAt(place.word.start + before),
    isWhole ? document.positionAt(place.word.end) : position,
  );
  const newest = found.find(({ version }) => !version.includes('-')) ?? found[0];
  // Who has typed an operator has chosen the form already.
  const forms =
    operator === '' && isWhole && newest ? [`^${newest.version}`, `~${newest.version}`] : [];
  const rows = [
    ...forms.map((text, index) => ({ text, sortText: `0${index}`, entry: newest })),
    ...found.slice(0, mostVersions).map((entry, index) => ({
      text: operator + entry.version,
      sortText: `1${String(index).padStart(5, '0')}`,
      entry,
    })),
  ];
  return rows.map(({ text, sortText, entry }) => {
    const item = new vscode.CompletionItem(text, vscode.CompletionItemKind.Constant);
    const isBare = isWhole && place.quote === undefined;
    item.range = range;
    item.sortText = sortText;
    item.insertText = isBare && needsQuotes(text) ? `"${text}"` : text;
    if (entry?.created) item.detail = formatAge(entry.created, new Date(), vscode.env.language);
    return item;
  });
}

/** Where charts are: what is before the last part of a repository's name, as Helm puts the chart's name there. */
async function repositories({
  document,
  place,
  published,
  token,
}: Context): Promise<vscode.CompletionItem[]> {
  const name = place.siblings.get('name');
  const found = new Map<string, string>();
  for (const connection of published.connections()) {
    const { host } = connection.setting;
    found.set(`oci://${host}`, '1');
    for (const repository of await published.repositories(connection, token)) {
      const slash = repository.lastIndexOf('/');
      const at = `oci://${host}${slash < 0 ? '' : `/${repository.slice(0, slash)}`}`;
      const isOfName = repository.slice(slash + 1) === name;
      if (isOfName || !found.has(at)) found.set(at, isOfName ? '0' : '1');
    }
  }
  return [...found].map(([label, rank]) => wholeWord(document, place, label, `${rank}${label}`));
}

/** The charts of the repository that is written beside, and of every registry where none is. */
async function names({
  document,
  place,
  published,
  token,
}: Context): Promise<vscode.CompletionItem[]> {
  const beside = place.siblings.get('repository');
  const found = new Set<string>();
  for (const connection of published.connections()) {
    const at = `oci://${connection.setting.host}`;
    if (beside !== undefined && beside !== at && !beside.startsWith(`${at}/`)) continue;
    const prefix = beside === undefined ? '' : beside.slice(at.length + 1).replace(/\/*$/, '/');
    const path = prefix === '/' ? '' : prefix;
    for (const repository of await published.repositories(connection, token)) {
      const name = beside === undefined ? lastPart(repository) : repository.slice(path.length);
      const isHere = beside === undefined || (repository.startsWith(path) && !name.includes('/'));
      if (isHere && isRepositoryName(name)) found.add(name);
    }
  }
  return [...found].sort().map((label) => wholeWord(document, place, label, label));
}

function lastPart(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

function wholeWord(
  document: vscode.TextDocument,
  { word }: Place,
  label: string,
  sortText: string,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Module);
  item.range = new vscode.Range(document.positionAt(word.start), document.positionAt(word.end));
  item.sortText = sortText;
  return item;
}
