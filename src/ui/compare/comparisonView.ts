import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
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
  let run = 0;

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
  /** False where something newer was asked for meanwhile. */
  const compare = async (pair: ComparedPair, signal: AbortSignal): Promise<boolean> => {
    run += 1;
    const own = run;
    const result = await compareCharts(pair.before.side, pair.after.side, { reader, signal });
    if (own !== run) return false;
    await put({ pair, result });
    return true;
  };
  const refresh = async (): Promise<void> => {
    if (!shown) return;
    const { pair } = shown;
    const location = { viewId: viewIds.comparison };
    await vscode.window.withProgress({ location }, (_, token) =>
      withSignal(token, (signal) => compare(pair, signal)),
    );
  };
  const follow = (): void => {
    refresh().catch((error: unknown) => {
      if (!isAbort(error)) showError(error);
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
      if (!(await compare(pair, signal))) return;
      watcher?.dispose();
      watcher = watchFolders(pair, follow);
      await vscode.commands.executeCommand(`${viewIds.comparison}.focus`);
    },
    refresh,
    close: () => {
      run += 1;
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
