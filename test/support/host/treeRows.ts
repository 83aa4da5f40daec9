import type * as vscode from 'vscode';

/** The labels of the rows below one, or of the first rows. */
export async function labelsBelow<T>(
  tree: vscode.TreeDataProvider<T>,
  row?: T,
): Promise<readonly string[]> {
  const rows = await rowsOf(tree, row);
  return rows.map(({ label }) => label);
}

/** The row that these labels lead to. */
export async function rowAt<T>(
  tree: vscode.TreeDataProvider<T>,
  first: string,
  ...path: readonly string[]
): Promise<T> {
  let row = await childOf(tree, undefined, first);
  for (const label of path) row = await childOf(tree, row, label);
  return row;
}

async function childOf<T>(
  tree: vscode.TreeDataProvider<T>,
  parent: T | undefined,
  label: string,
): Promise<T> {
  const rows = await rowsOf(tree, parent);
  const found = rows.find((row) => row.label === label);
  if (found) return found.row;
  const labels = rows.map((row) => row.label);
  throw new Error(`There is no row ${label} among ${labels.join(', ')}`);
}

interface LabelledRow<T> {
  readonly row: T;
  readonly label: string;
}

async function rowsOf<T>(
  tree: vscode.TreeDataProvider<T>,
  parent: T | undefined,
): Promise<readonly LabelledRow<T>[]> {
  const rows = (await tree.getChildren(parent)) ?? [];
  return Promise.all(
    rows.map(async (row) => {
      const { label } = await tree.getTreeItem(row);
      return { row, label: typeof label === 'string' ? label : (label?.label ?? '') };
    }),
  );
}
