import { posix } from 'node:path';
import * as vscode from 'vscode';
import {
  writtenDependencies,
  writtenList,
  writtenTexts,
  type WrittenText,
} from '../../chart/editing/writtenDependencies';
import type { Connections } from '../connections/connections';
import type { CommandId } from '../contributions';
import { chartFileOf } from './chartFile';
import type { EditorFeatures } from './features';

interface Target {
  readonly uri: vscode.Uri;
  readonly tooltip: string;
}

/** Web pages; repositories of connected registries, in the Registries view; charts beside this one. */
export function createLinks(connections: Connections): EditorFeatures['links'] {
  return (document) => {
    const text = document.getText();
    const isChart = chartFileOf(document.uri) === 'chart';
    const texts = isChart ? writtenTexts(text) : new Map<string, WrittenText>();
    const pages = [
      ...['home', 'icon'].flatMap((key) => texts.get(key) ?? []),
      ...(isChart ? writtenList(text, 'sources') : []),
    ];
    const links = pages.map((written) => linkOf(document, written, webPage(written.text)));
    for (const { fields } of writtenDependencies(text)) {
      const written = fields.get('repository');
      if (!written) continue;
      const name = fields.get('name')?.text ?? '';
      const target = repositoryTarget(document.uri, written.text, name, connections);
      links.push(linkOf(document, written, target));
    }
    return links.filter((link) => link !== undefined);
  };
}

function linkOf(
  document: vscode.TextDocument,
  { start, end }: WrittenText,
  target: Target | undefined,
): vscode.DocumentLink | undefined {
  if (!target) return undefined;
  const quotes = /^["']/.test(document.getText().slice(start, end)) ? 1 : 0;
  const range = new vscode.Range(
    document.positionAt(start + quotes),
    document.positionAt(end - quotes),
  );
  const link = new vscode.DocumentLink(range, target.uri);
  link.tooltip = target.tooltip;
  return link;
}

function webPage(text: string): Target | undefined {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) return undefined;
  return { uri: vscode.Uri.parse(text), tooltip: vscode.l10n.t('Open in the browser') };
}

function repositoryTarget(
  chart: vscode.Uri,
  repository: string,
  name: string,
  connections: Connections,
): Target | undefined {
  if (repository.startsWith('file://')) return chartBeside(chart, repository);
  const [, host = '', path = ''] = /^oci:\/\/([^/]+)\/*(.*?)\/*$/.exec(repository) ?? [];
  if (host === '') return webPage(repository);
  const connection = connections.list().find(({ setting }) => setting.host === host);
  if (!connection) return undefined;
  const id: CommandId = 'chartroom.repository.reveal';
  const place = [path, name].filter(Boolean).join('/');
  const argumentsOf = encodeURIComponent(JSON.stringify([connection.id, place]));
  return {
    uri: vscode.Uri.parse(`command:${id}?${argumentsOf}`),
    tooltip: vscode.l10n.t('Show in the Registries view'),
  };
}

function chartBeside(chart: vscode.Uri, repository: string): Target | undefined {
  const path = repository.slice('file://'.length);
  if (path === '') return undefined;
  const folder = posix.isAbsolute(path) ? path : posix.join(posix.dirname(chart.path), path);
  return {
    uri: chart.with({ path: posix.join(folder, 'Chart.yaml') }),
    tooltip: vscode.l10n.t('Open Chart.yaml'),
  };
}
