import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { shortDigest } from '../../oci/digest';
import type { Layout } from '../../oci/layout/layout';
import type { SavedChart, SavedChartCache } from '../../publishing/savedCharts';
import type { ChartContents } from '../contents/contents';
import { contentsItem } from '../contents/item';
import { partsOf, savedAuthority } from '../contents/location';
import { isContentsRow, type ContentsRow } from '../contents/row';
import { rowsBelow, rowsOfArtifact } from '../contents/rows';
import { formatSize } from '../../base/size';
import { formatAge } from '../format';
import { sentence } from '../window/showError';

/** A row of the Saved Charts view, or the reason why there are none. */
export type SavedNode =
  SavedRow | ContentsRow<SavedRow> | { readonly type: 'saved-problem'; readonly text: string };

interface SavedRow {
  readonly type: 'saved';
  readonly id: string;
  readonly chart: SavedChart;
  /** Other references to the same content. */
  readonly aliases: readonly string[];
}

export function isSavedRow(value: unknown): value is SavedRow {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'saved' &&
    'chart' in value
  );
}

export interface SavedTree extends vscode.TreeDataProvider<SavedNode> {
  dispose(): void;
  refresh(): void;
  rows(): Promise<readonly SavedChart[]>;
}

/** The saved charts, sorted by reference; follows what other windows save and remove. */
export function createSavedTree(saved: Layout, contents: ChartContents): SavedTree {
  const changed = new vscode.EventEmitter<undefined>();
  const cache: SavedChartCache = new Map();
  const rows = async (): Promise<SavedChart[]> => {
    const { listSavedCharts } = await import(
      /* webpackChunkName: "charts" */ '../../publishing/savedCharts.js'
    );
    return listSavedCharts(saved, cache);
  };
  let shown: string | undefined;
  const refresh = (): void => {
    changed.fire(undefined);
  };
  // What this window has done itself is on the screen already. Drawn again, the row that somebody
  // is pointing at would be another one.
  const follow = async (): Promise<void> => {
    const now = await rows().then(namesOf, () => undefined);
    if (now === undefined || now !== shown) refresh();
  };
  let watching: vscode.Disposable | undefined;
  const watch = (): void => {
    if (watching) return;
    const index = new vscode.RelativePattern(vscode.Uri.file(saved.location), 'index.json');
    const watcher = vscode.workspace.createFileSystemWatcher(index);
    watching = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(follow),
      watcher.onDidCreate(follow),
      watcher.onDidDelete(follow),
      // VS Code tells nothing of a file that comes with its folder, as the first chart that another window saves.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void follow();
      }),
    );
  };
  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: savedItem,
    getParent: (node) => ('parent' in node ? node.parent : undefined),
    getChildren: async (node) => {
      if (node?.type === 'saved') return rowsOfArtifact(node, savedUri(node.chart), contents);
      if (node) return isContentsRow(node) ? rowsBelow(node, contents) : [];
      watch();
      try {
        const charts = await rows();
        shown = namesOf(charts);
        return savedNodes(charts);
      } catch (error) {
        shown = undefined;
        if (error instanceof ChartroomError) {
          return [{ type: 'saved-problem', text: sentence(error) }];
        }
        throw error;
      }
    },
    refresh,
    rows,
    dispose: () => {
      watching?.dispose();
      changed.dispose();
    },
  };
}

/** The artifact of a saved chart. */
export function savedUri({ digest, metadata }: SavedChart): vscode.Uri {
  const repository = metadata?.name ?? 'artifact';
  return vscode.Uri.from(partsOf({ authority: savedAuthority, repository, digest, path: '' }));
}

/** Tells one list of saved charts from another. */
function namesOf(charts: readonly SavedChart[]): string {
  return charts.map(({ reference, digest }) => `${reference} ${digest}`).join('\n');
}

function savedNodes(charts: readonly SavedChart[]): SavedNode[] {
  return charts.map((chart) => ({
    type: 'saved',
    id: chart.reference,
    chart,
    aliases: charts
      .filter((other) => other !== chart && other.digest === chart.digest)
      .map(({ reference }) => reference),
  }));
}

function savedItem(node: SavedNode): vscode.TreeItem {
  if (node.type === 'saved-problem') {
    const item = new vscode.TreeItem(node.text);
    item.iconPath = new vscode.ThemeIcon('warning');
    item.tooltip = node.text;
    return item;
  }
  if (node.type !== 'saved') return contentsItem(node);
  const { chart, aliases } = node;
  const item = new vscode.TreeItem(chart.reference, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon(iconOf(chart, aliases));
  item.contextValue = chart.metadata ? 'saved chart' : 'saved other';
  const words = savedWords(chart, aliases);
  item.description = words.join(' · ');
  item.tooltip = savedTooltip(chart, aliases);
  item.accessibilityInformation = { label: [chart.reference, ...words].join(', ') };
  return item;
}

function iconOf(chart: SavedChart, aliases: readonly string[]): string {
  if (!chart.metadata) return 'question';
  return aliases.length > 0 ? 'layers' : 'package';
}

function savedWords(chart: SavedChart, aliases: readonly string[]): string[] {
  const words = [shortDigest(chart.digest), formatSize(chart.size)];
  // Name and version are in most references already; said again only where the reference says otherwise.
  const { metadata } = chart;
  if (metadata && !chart.reference.endsWith(`${metadata.name}:${metadata.version}`)) {
    words.unshift(`${metadata.name} ${metadata.version}`);
  }
  if (!metadata) words.unshift(vscode.l10n.t('not a readable chart'));
  if (chart.saved) words.push(formatAge(chart.saved, new Date(), vscode.env.language));
  if (aliases.length > 0) {
    words.push(vscode.l10n.t('same as {count} more', { count: aliases.length }));
  }
  return words;
}

function savedTooltip(chart: SavedChart, aliases: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendCodeblock(`${chart.reference}\n${chart.digest}`, 'text');
  const { metadata, problem } = chart;
  if (metadata?.description) tooltip.appendText(metadata.description).appendMarkdown('\n\n');
  if (metadata) tooltip.appendText(`${metadata.name} ${metadata.version}`).appendMarkdown('  \n');
  if (metadata?.appVersion) {
    tooltip
      .appendText(vscode.l10n.t('App version {version}', { version: metadata.appVersion }))
      .appendMarkdown('  \n');
  }
  if (problem) tooltip.appendText(sentence(problem)).appendMarkdown('  \n');
  if (aliases.length > 0) {
    tooltip.appendText(
      vscode.l10n.t('The same content is saved as {references}', {
        references: aliases.join(', '),
      }),
    );
  }
  return tooltip;
}
