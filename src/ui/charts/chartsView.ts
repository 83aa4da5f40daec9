import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import { debounced } from '../../base/debounced';
import { ChartroomError } from '../../base/error';
import type { Log } from '../../base/log';
import { isDue } from '../../publishing/release/standing';
import type { Connection } from '../connections/connections';
import type { SavedTree } from '../saved/savedView';
import { chartItem, isSamePlace, placesOf } from './chartItem';
import { dependencyItem } from './dependencyItem';
import type { DependencyNode } from './dependencyNode';
import { placeItem } from './placeItem';
import type { PlaceNode, PlaceStanding } from './placeNode';
import { changesPublishTargets, readPublishSetting } from './publishTargets';
import type { SavedState, SavedStates } from './savedState';
import { createStandingLookUps } from './standingLookUps';
import type { StandingParts } from './standings';
import { isIn, watchCharts } from './watchCharts';
import { findWorkspaceCharts } from './workspaceCharts';
import type { WorkspaceChart } from './workspaceCharts';

/** Milliseconds after the last of several events in a burst, such as a branch switch. */
const burst = 200;

export interface ChartNode {
  readonly type: 'chart';
  readonly chart: WorkspaceChart;
}

export type ChartsNode = ChartNode | PlaceNode | DependencyNode;

export interface ChartsTree extends vscode.TreeDataProvider<ChartsNode> {
  dispose(): void;
  refresh(): void;
  /** Looks up what is published while this view is on the screen, and counts there what is to be published. */
  follow(view: vscode.TreeView<ChartsNode>): vscode.Disposable;
}

/** What it takes to tell what is published. */
export interface PublishedParts extends StandingParts {
  /** What registries hold may be another. */
  readonly onDidChangeContents: vscode.Event<unknown>;
}

/**
 * Every chart of the workspace. Rows come at once; whether they are saved, and how they stand at the places they are
 * published to, is filled in after.
 */
export function createChartsTree(
  savedTree: SavedTree,
  log: Log,
  published?: PublishedParts,
): ChartsTree {
  const changed = new vscode.EventEmitter<ChartsNode | ChartsNode[] | undefined>();
  const known = new Map<string, SavedState>();
  let nodes: ChartNode[] = [];
  let listed: ChartNode[] | undefined;
  let setting = readPublishSetting();
  let connected: readonly Connection[] = [];
  let states: Promise<SavedStates> | undefined;
  let view: vscode.TreeView<ChartsNode> | undefined;
  let run = 0;
  const savedStates = (): Promise<SavedStates> => (states ??= loadSavedStates());

  const fillStates = async (current: readonly ChartNode[]): Promise<void> => {
    run += 1;
    const own = run;
    const saved = await savedTree.rows();
    for (const node of current) {
      const state = await (await savedStates()).of(node.chart, saved);
      if (own !== run) return;
      if (sameState(known.get(node.chart.directory), state)) continue;
      known.set(node.chart.directory, state);
      changed.fire(node);
    }
  };
  const checking = debounced(burst, () => {
    // The Saved Charts view shows why the saved charts cannot be read; here the rows stay unmarked.
    fillStates(nodes).catch((error: unknown) => {
      log.warn('cannot tell which charts are saved', { reason: String(error) });
    });
  });
  const checkStates = checking.soon;
  const lookUps = createStandingLookUps({
    log,
    standingsOf: async (chart, options) =>
      published ? standingsOf(chart, published, await savedStates(), options) : [],
    onNews: (directory) => {
      const node = nodes.find(({ chart }) => chart.directory === directory);
      if (node) changed.fire(node);
      count();
    },
  });
  const count = (): void => {
    if (view) view.badge = badgeOf(lookUps.all());
  };
  const lookUpAll = (): void => {
    lookUps.ask(nodes.map(({ chart }) => chart));
  };
  // VS Code forgets all rows with the event, and a command on one of them would get nothing until the new ones are there.
  const listing = debounced(burst, () => {
    const look = view?.visible === true ? listCharts() : Promise.resolve(undefined);
    void look
      .catch(() => undefined)
      .then((found) => {
        listed = found;
        changed.fire(undefined);
      });
  });
  const relist = listing.soon;
  const readSettings = (): void => {
    setting = readPublishSetting();
    connected = published?.connections.list() ?? [];
  };
  const redraw = (): void => {
    readSettings();
    changed.fire([...nodes]);
    lookUpAll();
  };
  const onFile = ({ fsPath }: vscode.Uri): void => {
    if (isOfDependencies(fsPath)) {
      relist();
      return;
    }
    const of = nodes.map(({ chart }) => chart).filter(({ directory }) => isIn(fsPath, directory));
    if (of.length === 0) return;
    checkStates();
    lookUps.ask(of);
  };
  let subscriptions: readonly (vscode.Disposable | undefined)[] = [];
  // Nothing is watched before somebody looks.
  const watch = (): void => {
    if (subscriptions.length > 0) return;
    subscriptions = [
      savedTree.onDidChangeTreeData?.(checkStates),
      watchCharts({
        directories: () => nodes.map(({ chart }) => chart.directory),
        onFile,
        onList: relist,
      }),
      published?.onDidChangeContents(lookUpAll),
      published?.connections.onDidChange(redraw),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (changesPublishTargets(event)) redraw();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(redraw),
    ];
  };
  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => {
      if (node.type === 'dependency') return dependencyItem(node);
      if (node.type === 'place') return placeItem(node, connected);
      const { directory } = node.chart;
      return chartItem(node.chart, known.get(directory), lookUps.known(directory), setting);
    },
    getParent: () => undefined,
    getChildren: async (node) => {
      if (node?.type === 'place') return [];
      if (node?.type === 'dependency') return dependencyRows(node);
      if (node) {
        const places = placeRows(node.chart, lookUps.known(node.chart.directory) ?? []);
        return [...places, ...(await dependencyRows(node))];
      }
      watch();
      const found = listed;
      listed = undefined;
      nodes = found ?? (await listCharts());
      readSettings();
      lookUps.keep(nodes.map(({ chart }) => chart));
      count();
      checkStates();
      lookUpAll();
      return nodes;
    },
    refresh: () => {
      published?.publishStates.forget();
      relist();
    },
    follow: (shown) => {
      view = shown;
      lookUps.show(shown.visible);
      return shown.onDidChangeVisibility(({ visible }) => {
        lookUps.show(visible);
      });
    },
    dispose: () => {
      checking.dispose();
      listing.dispose();
      for (const subscription of subscriptions) subscription?.dispose();
      lookUps.dispose();
      changed.dispose();
    },
  };
}

async function listCharts(): Promise<ChartNode[]> {
  return (await findWorkspaceCharts()).map((chart) => ({ type: 'chart', chart }));
}

/** The places a chart is published to, with what is known of each. */
function placeRows(chart: WorkspaceChart, found: readonly PlaceStanding[]): PlaceNode[] {
  return placesOf(chart).map((place, index) => ({
    ...{ type: 'place', chart, place, id: `${chart.directory}@${index}` },
    found:
      place instanceof ChartroomError
        ? undefined
        : found.find((one) => isSamePlace(one.place, place)),
  }));
}

/** Counts what somebody has to do something about; a chart that lags behind may be meant to. */
function badgeOf(all: ReadonlyMap<string, readonly PlaceStanding[]>): vscode.ViewBadge | undefined {
  const charts = [...all.values()].filter((found) => found.some((one) => isDue(one.standing)));
  const value = charts.length;
  if (value === 0) return undefined;
  const tooltip =
    value === 1
      ? vscode.l10n.t('1 chart to publish')
      : vscode.l10n.t('{count} charts to publish', { count: value });
  return { value, tooltip };
}

async function standingsOf(
  chart: WorkspaceChart,
  parts: StandingParts,
  states: SavedStates,
  options: Abortable,
): Promise<readonly PlaceStanding[]> {
  const lookUp = await import(/* webpackChunkName: "charts" */ './standings.js');
  return lookUp.standingsOf(chart, parts, states, options);
}

/** What a chart depends on. A chart that cannot be read says so on its own row. */
async function dependencyRows(node: ChartNode | DependencyNode): Promise<ChartsNode[]> {
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

/** Whether what the rows of charts and their dependencies say can be another after a change of this file. */
function isOfDependencies(path: string): boolean {
  const names = ['Chart.yaml', 'Chart.lock', 'requirements.yaml', 'requirements.lock'];
  return names.includes(basename(path)) || basename(dirname(path)) === 'charts';
}

function sameState(a: SavedState | undefined, b: SavedState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
