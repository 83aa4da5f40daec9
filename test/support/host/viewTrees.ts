import * as vscode from 'vscode';

/** A view of the extension and what fills it. */
export interface ShownView {
  readonly tree: vscode.TreeDataProvider<unknown>;
  readonly view: vscode.TreeView<unknown>;
}

const views = new Map<string, ShownView>();

const { createTreeView } = vscode.window;
// VS Code gives nobody the rows of a view, so they are kept when the extension hands them over.
Object.assign(vscode.window, {
  createTreeView: (id: string, options: vscode.TreeViewOptions<unknown>) => {
    const view = createTreeView(id, options);
    views.set(id, { tree: options.treeDataProvider, view });
    return view;
  },
});

export function shownView(id: string): ShownView {
  const shown = views.get(id);
  if (!shown) throw new Error(`${id} was made before this file was loaded, or not at all`);
  return shown;
}
