import type * as vscode from 'vscode';
import type { ExplorerNode } from '../explorer/node';
import type { Parts } from './parts';

const attempts = 5;
/** Milliseconds from a reveal until the window has told of its selection. */
const selectionTime = 1_000;

/**
 * Opens the Registries view at a version.
 *
 * VS Code drops a reveal, often without an error, when the tree is drawn again at the same time, as
 * after a push. So the selection tells whether it came about, and it is tried again if not.
 */
export async function revealVersion(
  { explorerTree, explorerView }: Pick<Parts, 'explorerTree' | 'explorerView'>,
  connectionId: string,
  repository: string,
  tag: string,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const node = await explorerTree.find(connectionId, repository, tag);
    if (!node) return;
    try {
      // The version itself stays closed: opening it reads its files.
      const expand = node.type !== 'version';
      await explorerView.reveal(node, { select: true, focus: true, expand });
      if (await isSelected(explorerView, node)) return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

async function isSelected(
  view: vscode.TreeView<ExplorerNode>,
  { id }: ExplorerNode,
): Promise<boolean> {
  const selected = (): boolean => view.selection.some((node) => node.id === id);
  if (selected()) return true;
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(selected());
    };
    const timer = setTimeout(finish, selectionTime);
    const subscription = view.onDidChangeSelection(finish);
  });
}
