import { sep } from 'node:path';
import * as vscode from 'vscode';
import { debounced } from '../../base/debounced';
import type { ComparedPair } from './comparedChart';

/** Milliseconds: a save of all editors, or a branch that is checked out, counts as one change. */
const quietTime = 300;

/** Tells of changes in the folders among the two charts, however they come about. */
export function watchFolders(
  { before, after }: ComparedPair,
  onChange: () => void,
): vscode.Disposable {
  const telling = debounced(quietTime, onChange);
  const later = telling.soon;
  const folders = [before.side, after.side].flatMap((side) =>
    side.type === 'folder' ? [side.directory] : [],
  );
  const watchers = folders.map((folder) => {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), '**/*');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidChange(later);
    watcher.onDidCreate(later);
    watcher.onDidDelete(later);
    return watcher;
  });
  // Where the file system tells of nothing, such as a share, the editors do.
  const saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    if (folders.some((folder) => uri.fsPath.startsWith(folder + sep))) later();
  });
  return vscode.Disposable.from(telling, ...watchers, saves);
}
