import { basename, dirname, sep } from 'node:path';
import * as vscode from 'vscode';
import { debounced } from '../../base/debounced';
import { chartFolders, mayHoldCharts } from './workspaceCharts';

/** Milliseconds after the last of a burst of files such as a branch switch. */
const burst = 300;

export interface ChartEvents {
  /** The folders of the charts that are known. */
  readonly directories: () => Iterable<string>;
  /** A file or a folder has come, is another, or is gone; not only of charts. */
  readonly onFile: (uri: vscode.Uri) => void;
  /** There may be other charts than those that are known. */
  readonly onList: () => void;
}

/** Follows the files of the workspace, and the charts that come and go with them. */
export function watchCharts(events: ChartEvents): vscode.Disposable {
  const { onFile, onList } = events;
  const newcomers = createNewcomers(events);
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const isKnown = (directory: string): boolean => [...events.directories()].includes(directory);
  return vscode.Disposable.from(
    newcomers,
    watcher,
    watcher.onDidChange((uri) => {
      if (isChartYaml(uri) && !isKnown(dirname(uri.fsPath))) onList();
      onFile(uri);
    }),
    watcher.onDidCreate((uri) => {
      if (isChartYaml(uri)) onList();
      else newcomers.add(uri);
      onFile(uri);
    }),
    watcher.onDidDelete((uri) => {
      // A folder that is deleted is told of, and not what was in it.
      const takesOneAlong = [...events.directories()].some((chart) => isIn(chart, uri.fsPath));
      if (isChartYaml(uri) || takesOneAlong) onList();
      onFile(uri);
    }),
    // Where the file system tells of nothing, such as a share, the editors do.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.scheme === 'file') onFile(uri);
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(onList),
  );
}

/** Whether the path is the folder, or in it. */
export function isIn(path: string, folder: string): boolean {
  // Asked of every chart with every file of a branch switch, so no texts are made.
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === sep);
}

/**
 * Looks into folders that are new. On Linux VS Code sets its watch on a folder after it is made, and tells of nothing
 * that was put into it before: of a chart that is unpacked, moved in or checked out often only the folder.
 */
function createNewcomers({ directories, onFile, onList }: ChartEvents): {
  add: (uri: vscode.Uri) => void;
  dispose: () => void;
} {
  let added = new Map<string, vscode.Uri>();
  const look = async (): Promise<void> => {
    const uris = added.values();
    added = new Map();
    const folders = await foldersOf(uris);
    if (folders.length === 0) return;
    const known = new Set(directories());
    if ((await chartFolders()).some((directory) => !known.has(directory))) onList();
    for (const directory of known) {
      if (folders.some((folder) => isIn(directory, folder))) onFile(vscode.Uri.file(directory));
    }
  };
  const looking = debounced(burst, () => void look());
  return {
    add: (uri) => {
      if (!mayHoldCharts(uri.fsPath)) return;
      added.set(uri.fsPath, uri);
      looking.soon();
    },
    dispose: looking.dispose,
  };
}

/** Those of the paths that are folders; a file that is gone again is none. */
async function foldersOf(uris: Iterable<vscode.Uri>): Promise<string[]> {
  const folders: string[] = [];
  for (const uri of uris) {
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) !== 0) folders.push(uri.fsPath);
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
    }
  }
  return folders;
}

function isChartYaml({ fsPath }: vscode.Uri): boolean {
  return basename(fsPath) === 'Chart.yaml';
}
