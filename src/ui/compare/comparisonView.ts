import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { hasCode } from '../../base/error';
import { compareCharts, type ChartComparison } from '../../publishing/compare/compareCharts';
import type { ContentsReader } from '../../publishing/contents/contentsReader';
import { contextKeys, viewIds } from '../contributions';
import { withSignal } from '../window/progress';
import { changeItem } from './changeItem';
import { changeRows, type ChangeRow, type ChangeRows } from './changeRow';
import { textsOf } from './changeUris';
import type { ComparedChart, ComparedPair } from './comparedChart';
import { registerDecorations } from './decorations';
import type { ComparisonTexts } from './texts';
import { messageOf, titleOf } from './viewTitle';
import { watchFolders } from './watchFolders';

/** The Comparison view, which is there while something is compared. */
export interface ComparisonView {
  dispose(): void;
  readonly shown: ShownComparison | undefined;
  /** What was selected to be compared with something that is chosen later. */
  readonly selected: ComparedChart | undefined;
  select(chart: ComparedChart): void;
  /** Compares and shows it in place of what was shown, which stays when it fails or is cancelled. */
  show(pair: ComparedPair, signal: AbortSignal): Promise<void>;
  /** Compares what is shown anew. */
  refresh(): Promise<void>;
  close(): void;
}

export interface ShownComparison {
  readonly pair: ComparedPair;
  readonly result: ChartComparison;
}

export interface ComparisonViewOptions {
  readonly reader: ContentsReader;
  readonly texts: ComparisonTexts;
  readonly showError: (error: unknown) => void;
}

export function createComparisonView(options: ComparisonViewOptions): ComparisonView {
  const { reader, texts, showError } = options;
  const changed = new vscode.EventEmitter<undefined>();
  let shown: ShownComparison | undefined;
  let rows: ChangeRows | undefined;
  let selected: ComparedChart | undefined;
  let watcher: vscode.Disposable | undefined;
  /** Numbers comparisons in the order they are asked for; `latest` is the one that is shown. */
  let [asked, latest, refreshes] = [0, 0, 0];

  const view = vscode.window.createTreeView(viewIds.comparison, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getParent: (row: ChangeRow) => (row.type === 'summary' ? undefined : row.parent),
      getTreeItem: changeItem,
      getChildren: (row?: ChangeRow) =>
        row === undefined || row.type === 'folder' ? [...(rows?.below(row) ?? [])] : [],
    },
  });
  const put = async ({ pair, result }: ShownComparison): Promise<void> => {
    shown = { pair, result };
    rows = changeRows(result, pair);
    texts.serve(textsOf(pair, result, reader));
    view.title = titleOf(pair);
    view.message = messageOf(result) ?? '';
    changed.fire(undefined);
    texts.changed();
    await setContext('comparing', true);
  };
  const compare = (pair: ComparedPair, signal: AbortSignal): Promise<ChartComparison> =>
    compareCharts(pair.before.side, pair.after.side, { reader, signal });
  /** False where what was asked for later is shown already, or the view was closed meanwhile. */
  const showNew = async (pair: ComparedPair, signal: AbortSignal): Promise<boolean> => {
    asked += 1;
    const own = asked;
    const result = await compare(pair, signal);
    if (own < latest) return false;
    latest = own;
    await put({ pair, result });
    return true;
  };
  /** Takes nothing from a comparison that somebody has asked for and waits for. */
  const refresh = async (): Promise<void> => {
    if (!shown) return;
    const { pair } = shown;
    refreshes += 1;
    const own = refreshes;
    const location = { viewId: viewIds.comparison };
    await vscode.window.withProgress({ location }, async (_, token) => {
      const result = await withSignal(token, (signal) => compare(pair, signal));
      if (own === refreshes && shown?.pair === pair) await put({ pair, result });
    });
  };
  const follow = (): void => {
    refresh().catch((error: unknown) => {
      // A file that was written while it was read is told of once more.
      if (!isAbort(error) && !hasCode(error, 'chart.file-changed')) showError(error);
    });
  };
  const decorations = registerDecorations();
  return {
    get shown() {
      return shown;
    },
    get selected() {
      return selected;
    },
    select: (chart) => {
      selected = chart;
      void setContext('compareSelected', true);
    },
    show: async (pair, signal) => {
      let [isShown, hasChanged] = [false, false];
      const watching = watchFolders(pair, () => {
        hasChanged = true;
        if (isShown) follow();
      });
      try {
        isShown = await showNew(pair, signal);
      } finally {
        if (!isShown) watching.dispose();
      }
      if (!isShown) return;
      watcher?.dispose();
      watcher = watching;
      // What was saved while an archive was on its way.
      if (hasChanged) follow();
      await vscode.commands.executeCommand(`${viewIds.comparison}.focus`);
    },
    refresh,
    close: () => {
      asked += 1;
      latest = asked;
      watcher?.dispose();
      [shown, rows] = [undefined, undefined];
      changed.fire(undefined);
      void setContext('comparing', false);
    },
    dispose: () => {
      watcher?.dispose();
      for (const part of [decorations, view, changed]) part.dispose();
    },
  };
}

function setContext(key: keyof typeof contextKeys, value: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', contextKeys[key], value);
}
