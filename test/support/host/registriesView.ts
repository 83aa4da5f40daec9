import * as vscode from 'vscode';
import { viewIds } from '../../../src/ui/contributions';
import { labelsBelow, rowAt } from './treeRows';

type Tree = vscode.TreeDataProvider<unknown>;

let tree: Tree | undefined;

const { createTreeView } = vscode.window;
// VS Code gives nobody the rows of a view, so the tree is kept when the extension hands it over.
Object.assign(vscode.window, {
  createTreeView: (id: string, options: vscode.TreeViewOptions<unknown>) => {
    if (id === viewIds.registries) tree = options.treeDataProvider;
    return createTreeView(id, options);
  },
});

/** The labels below the row that these labels lead to; those of the registries without any. */
export async function rowsBelow(...path: readonly string[]): Promise<readonly string[]> {
  const [first, ...rest] = path;
  const row = first === undefined ? undefined : await rowAt(theTree(), first, ...rest);
  return labelsBelow(theTree(), row);
}

/** The row that these labels lead to, as VS Code hands it to commands. */
export function viewRow(registry: string, ...path: readonly string[]): Promise<unknown> {
  return rowAt(theTree(), registry, ...path);
}

function theTree(): Tree {
  if (!tree) throw new Error('The extension was activated before this file was loaded');
  return tree;
}
