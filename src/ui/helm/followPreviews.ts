import { sep } from 'node:path';
import * as vscode from 'vscode';
import { isIn } from '../charts/watchCharts';
import { keyOf, type ChosenValues } from './chosenValues';
import { previewedBy } from './previewUri';

/** Milliseconds after the last of a burst of changes, such as Save All or a branch switch. */
const pause = 150;

/** Has previews rendered anew when a file of their chart, a values file, a setting or the choice of values files changes. */
export function followPreviews(
  open: () => readonly vscode.Uri[],
  values: ChosenValues,
  render: (uri: vscode.Uri) => void,
): vscode.Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const schedule = (uri: vscode.Uri, delay: number): void => {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    const due = (): void => {
      timers.delete(key);
      // It may have been closed by now.
      if (open().some((other) => other.toString() === key)) render(uri);
    };
    timers.set(key, setTimeout(due, delay));
  };
  const renderAll = (): void => {
    for (const uri of open()) schedule(uri, 0);
  };
  const onFile = ({ scheme, fsPath }: vscode.Uri): void => {
    if (scheme !== 'file' || fsPath.includes(`${sep}.git${sep}`)) return;
    for (const uri of open()) if (depends(uri, fsPath, values)) schedule(uri, pause);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(onFile),
    watcher.onDidCreate(onFile),
    watcher.onDidDelete(onFile),
    // A file in no folder of the workspace is not watched.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      onFile(uri);
    }),
    values.onDidChange((chart) => {
      for (const uri of open()) if (chartKey(uri) === keyOf(chart)) schedule(uri, 0);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('chartroom.helm')) renderAll();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(renderAll),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
}

function depends(preview: vscode.Uri, path: string, values: ChosenValues): boolean {
  const chart = previewedBy(preview)?.chart;
  if (!chart) return false;
  // A folder that comes back may be all that is told of what is in it.
  const isOfChart =
    chart.scheme === 'file' && (isIn(path, chart.fsPath) || isIn(chart.fsPath, path));
  return isOfChart || values.of(chart).includes(path);
}

function chartKey(preview: vscode.Uri): string | undefined {
  const chart = previewedBy(preview)?.chart;
  return chart && keyOf(chart);
}
