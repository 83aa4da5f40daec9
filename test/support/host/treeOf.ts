import * as vscode from 'vscode';

type Tree = vscode.TreeDataProvider<unknown>;
type View = vscode.TreeView<unknown>;

const trees = new Map<string, Tree>();
const views = new Map<string, View>();

const { createTreeView } = vscode.window;
// VS Code gives nobody the rows of a view, so the tree is kept when the extension hands it over.
Object.assign(vscode.window, {
  createTreeView: (id: string, options: vscode.TreeViewOptions<unknown>) => {
    const view = createTreeView(id, options);
    trees.set(id, options.treeDataProvider);
    views.set(id, view);
    return view;
  },
});

/** What the extension shows in a view, as it handed it to VS Code. */
export function treeOf(viewId: string): Tree {
  return known(trees.get(viewId));
}

/** A view of the extension, for what it says beside its rows. */
export function viewOf(viewId: string): View {
  return known(views.get(viewId));
}

function known<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Error('The extension was activated before this file was loaded');
}
