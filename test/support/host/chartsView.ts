import type * as vscode from 'vscode';
import { viewIds } from '../../../src/ui/contributions';
import { treeOf } from './treeOf';
import { rowAt } from './treeRows';

/** Milliseconds after which what is expected does not come any more. */
const patience = 20_000;

/** A row of the Charts view, as VS Code hands it to commands, by its labels from the first level down. */
export function chartRow(chart: string, ...path: readonly string[]): Promise<unknown> {
  return rowAt(tree(), chart, ...path);
}

/** Label and description of each row below a chart. */
export async function rowsBelowChart(chart: string): Promise<readonly string[]> {
  const rows = (await tree().getChildren(await chartRow(chart))) ?? [];
  const items = await Promise.all(rows.map(async (row) => tree().getTreeItem(row)));
  return items.map(wordsOf);
}

/** Waits until the row of a chart says something. @throws Error with what it says instead */
export async function whenChart(chart: string, says: RegExp): Promise<vscode.TreeItem> {
  let last = '';
  const look = async (): Promise<vscode.TreeItem | undefined> => {
    const item = await tree().getTreeItem(await chartRow(chart));
    last = wordsOf(item);
    return says.test(last) ? item : undefined;
  };
  const deadline = Date.now() + patience;
  for (;;) {
    const changed = nextChange(deadline - Date.now());
    const item = await look();
    if (item) return item;
    if (!(await changed)) throw new Error(`The row of ${chart} says "${last}"`);
  }
}

/** False when nothing changes in that time. */
function nextChange(milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (hasChanged: boolean): void => {
      clearTimeout(timer);
      subscription?.dispose();
      resolve(hasChanged);
    };
    const timer = setTimeout(end, Math.max(0, milliseconds), false);
    const subscription = tree().onDidChangeTreeData?.(() => {
      end(true);
    });
  });
}

function wordsOf({ label, description }: vscode.TreeItem): string {
  const name = typeof label === 'string' ? label : (label?.label ?? '');
  return `${name} ${typeof description === 'string' ? description : ''}`;
}

function tree(): vscode.TreeDataProvider<unknown> {
  return treeOf(viewIds.charts);
}
