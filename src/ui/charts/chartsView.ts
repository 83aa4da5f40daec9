import { basename, dirname, sep } from 'node:path';
import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { Log } from '../../base/log';
import { publishReference, type PublishTarget } from '../../publishing/publishTarget';
import { sentence } from '../window/showError';
import type { SavedTree } from '../saved/savedView';
import { dependencyItem } from './dependencyItem';
import type { DependencyNode } from './dependencyNode';
import { changesPublishTargets, publishTargetOf } from './publishTargets';
import type { SavedState, SavedStates } from './savedState';
import { findWorkspaceCharts } from './workspaceCharts';
import type { WorkspaceChart } from './workspaceCharts';

export interface ChartNode {
  readonly type: 'chart';
  readonly chart: WorkspaceChart;
}

export type ChartsNode = ChartNode | DependencyNode;

export interface ChartsTree extends vscode.TreeDataProvider<ChartsNode> {
  dispose(): void;
  refresh(): void;
}

/** Every chart of the workspace. Rows come at once; whether they are saved is filled in after. */
export function createChartsTree(savedTree: SavedTree, log: Log): ChartsTree {
  const changed = new vscode.EventEmitter<ChartsNode | undefined>();
  const known = new Map<string, SavedState>();
  let nodes: ChartNode[] = [];
  let states: SavedStates | undefined;
  let run = 0;

  const fillStates = async (current: readonly ChartNode[]): Promise<void> => {
    run += 1;
    const own = run;
    states ??= await loadSavedStates();
    const saved = await savedTree.rows();
    for (const node of current) {
      const state = await states.of(node.chart, saved);
      if (own !== run) return;
      if (sameState(known.get(node.chart.directory), state)) continue;
      known.set(node.chart.directory, state);
      changed.fire(node);
    }
  };
  const checkStates = debounce(() => {
    // The Saved Charts view shows why the saved charts cannot be read; here the rows stay unmarked.
    fillStates(nodes).catch((error: unknown) => {
      log.warn('cannot tell which charts are saved', { reason: String(error) });
    });
  });
  const relist = debounce(() => {
    changed.fire(undefined);
  });
  const redraw = (): void => {
    for (const node of nodes) changed.fire(node);
  };
  let subscriptions: readonly (vscode.Disposable | undefined)[] = [];
  // Nothing is watched before somebody looks.
  const watch = (): void => {
    if (subscriptions.length > 0) return;
    subscriptions = [
      savedTree.onDidChangeTreeData?.(checkStates),
      ...watchCharts(relist, checkStates, () => nodes),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (changesPublishTargets(event)) redraw();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(redraw),
    ];
  };
  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) =>
      node.type === 'dependency'
        ? dependencyItem(node)
        : chartItem(node.chart, known.get(node.chart.directory)),
    getParent: () => undefined,
    getChildren: async (node) => {
      if (node) return dependencyRows(node);
      watch();
      nodes = (await findWorkspaceCharts()).map((chart) => ({ type: 'chart', chart }));
      checkStates();
      return nodes;
    },
    refresh: relist,
    dispose: () => {
      for (const subscription of subscriptions) subscription?.dispose();
      changed.dispose();
    },
  };
}

/** What a chart depends on. A chart that cannot be read says so on its own row. */
async function dependencyRows(node: ChartsNode): Promise<ChartsNode[]> {
  const { rowsOfChart, rowsOfDependency } = await import(
    /* webpackChunkName: "charts" */ './dependencyRows.js'
  );
  try {
    return await (node.type === 'chart' ? rowsOfChart(node.chart) : rowsOfDependency(node));
  } catch (error) {
    if (error instanceof ChartroomError) return [];
    throw error;
  }
}

async function loadSavedStates(): Promise<SavedStates> {
  const { createSavedStates } = await import(/* webpackChunkName: "charts" */ './savedState.js');
  return createSavedStates();
}

function watchCharts(
  relist: () => void,
  checkStates: () => void,
  nodes: () => readonly ChartNode[],
): vscode.Disposable[] {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const onFile = ({ fsPath }: vscode.Uri): void => {
    if (isOfDependencies(fsPath)) relist();
    else if (nodes().some(({ chart }) => isInside(fsPath, chart.directory))) checkStates();
  };
  // A folder that is deleted is told of, and not what was in it.
  const onDelete = (uri: vscode.Uri): void => {
    if (nodes().some(({ chart }) => isInside(chart.chartYaml.fsPath, uri.fsPath))) relist();
    else onFile(uri);
  };
  return [
    watcher,
    watcher.onDidChange(onFile),
    watcher.onDidCreate(onFile),
    watcher.onDidDelete(onDelete),
    vscode.workspace.onDidChangeWorkspaceFolders(relist),
  ];
}

/** Whether what the rows of charts and their dependencies say can be another after a change of this file. */
function isOfDependencies(path: string): boolean {
  const names = ['Chart.yaml', 'Chart.lock', 'requirements.yaml', 'requirements.lock'];
  return names.includes(basename(path)) || basename(dirname(path)) === 'charts';
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}

function chartItem(chart: WorkspaceChart, state: SavedState | undefined): vscode.TreeItem {
  // A chart being written may have no name yet.
  const label =
    chart.metadata?.name === undefined || chart.metadata.name === ''
      ? chart.folder
      : chart.metadata.name;
  const item = new vscode.TreeItem(
    label,
    chart.hasDependencies
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  item.id = chart.directory;
  item.contextValue = `chart ${state?.is ?? 'unknown'}`;
  const problem = chart.problem ?? (state?.is === 'broken' ? state.problem : undefined);
  item.iconPath = new vscode.ThemeIcon(iconOf(state, problem));
  const place = placeOf(chart);
  const words = [
    chart.metadata?.version,
    problem ? vscode.l10n.t('cannot be saved') : stateWord(state),
    chart.folder,
    place && 'repository' in place ? `→ ${place.registry}/${place.repository}` : undefined,
  ].filter((word) => word !== undefined && word !== '');
  item.description = words.join(' · ');
  item.tooltip = chartTooltip(chart, problem, place);
  item.accessibilityInformation = { label: [label, ...words].join(', ') };
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open Chart.yaml'),
    arguments: [chart.chartYaml],
  };
  return item;
}

function iconOf(state: SavedState | undefined, problem: Error | undefined): string {
  if (problem) return 'warning';
  if (state?.is === 'saved') return 'pass';
  return state?.is === 'changed' ? 'edit' : 'package';
}

function stateWord(state: SavedState | undefined): string | undefined {
  switch (state?.is) {
    case 'saved':
      return vscode.l10n.t('saved');
    case 'changed':
      return vscode.l10n.t('changed since saved');
    case 'unsaved':
      return vscode.l10n.t('not saved');
    case 'broken':
    case undefined:
      return undefined;
  }
}

/** Where it is published; the problem with what the setting says. */
function placeOf({
  directory,
  metadata,
}: WorkspaceChart): PublishTarget | ChartroomError | undefined {
  if (!metadata) return undefined;
  try {
    return publishTargetOf(directory, metadata.name);
  } catch (error) {
    if (error instanceof ChartroomError) return error;
    throw error;
  }
}

function chartTooltip(
  { metadata, directory }: WorkspaceChart,
  problem: Error | undefined,
  place: PublishTarget | ChartroomError | undefined,
): string {
  const lines = [
    ...[metadata?.description, directory, problem && sentence(problem)],
    place instanceof ChartroomError
      ? sentence(place)
      : place &&
        vscode.l10n.t('Published as {reference}', {
          reference: publishReference(place, metadata?.version ?? ''),
        }),
  ];
  return lines.filter(Boolean).join('\n\n');
}

function sameState(a: SavedState | undefined, b: SavedState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Several events in a burst, such as a branch switch, count as one. */
function debounce(run: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, 200);
  };
}
