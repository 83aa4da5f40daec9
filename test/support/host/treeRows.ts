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

/** Milliseconds after which a row does not come any more. */
const patience = 10_000;

/** Waits until a view that has told VS Code to ask for its first rows has one of that label. */
export async function whenRow<T>(tree: vscode.TreeDataProvider<T>, label: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      subscription?.dispose();
    };
    const look = async (): Promise<void> => {
      const labels = await labelsBelow(tree);
      if (!labels.includes(label)) return;
      end();
      resolve();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`No row ${label} was told of`));
    }, patience);
    const subscription = tree.onDidChangeTreeData?.((redrawn) => {
      if (redrawn === undefined || redrawn === null) void look().catch(reject);
    });
  });
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
