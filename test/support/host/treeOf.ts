import * as vscode from 'vscode';

type Tree = vscode.TreeDataProvider<unknown>;

const trees = new Map<string, Tree>();

const { createTreeView } = vscode.window;
// VS Code gives nobody the rows of a view, so the tree is kept when the extension hands it over.
Object.assign(vscode.window, {
  createTreeView: (id: string, options: vscode.TreeViewOptions<unknown>) => {
    trees.set(id, options.treeDataProvider);
    return createTreeView(id, options);
  },
});

/** What the extension shows in a view, as it handed it to VS Code. */
export function treeOf(viewId: string): Tree {
  const tree = trees.get(viewId);
  if (!tree) throw new Error('The extension was activated before this file was loaded');
  return tree;
}
