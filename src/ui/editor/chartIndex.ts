import { dirname, sep } from 'node:path';
import type * as vscode from 'vscode';
import { chartFolders } from '../charts/workspaceCharts';

/** The folders of the charts that are checked: every one of the workspace, and those whose files are opened. */
export interface ChartIndex {
  readonly directories: ReadonlySet<string>;
  /** The chart a file is of: of several around it the innermost. */
  chartOf(path: string): string | undefined;
  /** Looks for the charts of the workspace anew. Returns those that are gone. */
  relist(token?: vscode.CancellationToken): Promise<readonly string[]>;
  /** Takes in a chart that is opened from elsewhere. */
  add(directory: string): void;
}

export function createChartIndex(): ChartIndex {
  let directories: ReadonlySet<string> = new Set();
  const opened = new Set<string>();
  return {
    get directories() {
      return directories;
    },
    chartOf: (path) => {
      for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
        if (directories.has(folder)) return folder;
      }
      return undefined;
    },
    relist: async (token) => {
      const before = directories;
      const found = await chartFolders(token);
      directories = new Set([...found, ...opened]);
      return [...before].filter((directory) => !directories.has(directory));
    },
    add: (directory) => {
      opened.add(directory);
      directories = new Set([...directories, directory]);
    },
  };
}

/** Where a file is in a folder, with forward slashes; undefined where it is not in it. */
export function pathIn(directory: string, path: string): string | undefined {
  if (!path.startsWith(directory + sep)) return undefined;
  return path
    .slice(directory.length + 1)
    .split(sep)
    .join('/');
}
