import { posix } from 'node:path';
import type * as vscode from 'vscode';

/** Which file of a chart a document is, by its name alone: it may be on no disk. */
export type ChartFile = 'chart' | 'requirements' | 'lock';

const names: ReadonlyMap<string, ChartFile> = new Map([
  ['Chart.yaml', 'chart'],
  ['requirements.yaml', 'requirements'],
  ['Chart.lock', 'lock'],
  ['requirements.lock', 'lock'],
]);

export function chartFileOf(uri: vscode.Uri): ChartFile | undefined {
  return names.get(posix.basename(uri.path));
}

function selector(...files: readonly ChartFile[]): vscode.DocumentFilter[] {
  return [...names]
    .filter(([, file]) => files.includes(file))
    .map(([name]) => ({ pattern: `**/${name}` }));
}

export const everyChartFile = selector('chart', 'requirements', 'lock');
export const chartYaml = selector('chart');
/** Where dependencies are declared. */
export const declaringFiles = selector('chart', 'requirements');
