import { basename } from 'node:path';
import * as vscode from 'vscode';
import { debounced } from '../../base/debounced';
import type { Log } from '../../base/log';
import { changesPublishTargets } from '../charts/publishTargets';
import { watchCharts } from '../charts/watchCharts';
import { chartOfResource } from '../charts/workspaceCharts';
import { settingNames } from '../contributions';
import type { ChartChecks } from './chartChecks';
import type { ChartIndex } from './chartIndex';

/** Milliseconds after the last key, and after the last of a burst of files such as a branch switch. */
const typingPause = 150;
const filesPause = 300;

interface Following {
  readonly index: ChartIndex;
  readonly checks: ChartChecks;
  readonly log: Log;
  readonly forget: (directory: string) => void;
  /** Finds out what is published of a chart, and has it checked when that is news. */
  readonly lookUp: (directory: string) => void;
  readonly onDidChangeContents: vscode.Event<unknown>;
}

/** Has charts checked when they, their settings, or what registries hold of them change; all of them once at the start. */
export function followCharts(parts: Following): vscode.Disposable {
  const { index, checks, lookUp } = parts;
  const list = (): void => {
    relistCharts(parts).catch((error: unknown) => {
      parts.log.warn('cannot list the charts', { reason: String(error) });
    });
  };
  const relist = debounced(filesPause, list);
  const checkAll = (): void => {
    for (const directory of index.directories) checks.schedule(directory, 0);
  };
  // Nobody else's charts are asked about at a registry than those that are open.
  const lookUpOpen = (): void => {
    for (const directory of openCharts(index)) lookUp(directory);
  };
  const ofFile = (uri: vscode.Uri, use: (directory: string) => void): void => {
    const directory = uri.scheme === 'file' ? index.chartOf(uri.fsPath) : undefined;
    if (directory !== undefined) use(directory);
  };
  const onFile = (uri: vscode.Uri): void => {
    ofFile(uri, (directory) => {
      checks.schedule(directory, filesPause);
    });
  };
  list();
  return vscode.Disposable.from(
    relist,
    watchCharts({ directories: () => index.directories, onFile, onList: relist.soon }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      ofFile(document.uri, (directory) => {
        checks.schedule(directory, typingPause, true);
      });
    }),
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      ofFile(uri, lookUp);
      void takeIn(parts, uri);
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      ofFile(uri, lookUp);
    }),
    // What was typed and not saved is gone.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      onFile(uri);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(checkAll),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const { diagnosticsEnabled, diagnosticsRules } = settingNames;
      const changesTargets = changesPublishTargets(event);
      const names = [diagnosticsEnabled, diagnosticsRules];
      if (changesTargets || names.some((name) => event.affectsConfiguration(name))) checkAll();
      if (changesTargets) lookUpOpen();
    }),
    parts.onDidChangeContents(lookUpOpen),
  );
}

async function relistCharts({ index, checks, forget, lookUp }: Following): Promise<void> {
  const before = index.directories;
  const gone = await index.relist();
  for (const directory of gone) forget(directory);
  const open = openCharts(index);
  for (const directory of index.directories) {
    if (!before.has(directory)) checks.schedule(directory, 0, open.has(directory));
    if (!before.has(directory) && open.has(directory)) lookUp(directory);
  }
  for (const { uri } of vscode.workspace.textDocuments)
    await takeIn({ index, checks, lookUp }, uri);
}

/** A file of a chart that is in no folder of the workspace. */
async function takeIn(
  { index, checks, lookUp }: Pick<Following, 'index' | 'checks' | 'lookUp'>,
  uri: vscode.Uri,
): Promise<void> {
  if (uri.scheme !== 'file' || basename(uri.fsPath) !== 'Chart.yaml') return;
  if (vscode.workspace.getWorkspaceFolder(uri) || index.chartOf(uri.fsPath) !== undefined) return;
  const chart = await chartOfResource(uri);
  if (!chart) return;
  index.add(chart.directory);
  checks.schedule(chart.directory, 0, true);
  lookUp(chart.directory);
}

function openCharts(index: ChartIndex): ReadonlySet<string> {
  const files = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'file');
  const directories = files.map(({ uri }) => index.chartOf(uri.fsPath));
  return new Set(directories.filter((directory) => directory !== undefined));
}
