import { basename, dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { findWorkspaceCharts } from '../charts/workspaceCharts';
import { pickFolder } from './pickFolder';

/**
 * The folder that a new chart goes into: the one the command was called on, else one that is
 * picked, with those that hold charts first. Undefined when nobody picks one.
 */
export async function pickParentFolder(
  argument: unknown,
  title: string,
): Promise<string | undefined> {
  if (argument instanceof vscode.Uri) return folderOf(argument);
  const known = await likelyParents();
  if (known.length === 0) return pickFolder(vscode.l10n.t('Create Chart Here'));
  const rows = known.map((path) => ({ label: nameOf(path), description: path, path }));
  const other = { label: vscode.l10n.t('Another Folder…'), description: '', path: undefined };
  const picked = await vscode.window.showQuickPick([...rows, other], {
    title,
    placeHolder: vscode.l10n.t('Choose the folder the chart goes into'),
  });
  return picked === other ? pickFolder(vscode.l10n.t('Create Chart Here')) : picked?.path;
}

/** A file stands for the folder it is in. */
async function folderOf({ fsPath }: vscode.Uri): Promise<string> {
  const { type } = await vscode.workspace.fs.stat(vscode.Uri.file(fsPath));
  return (type & vscode.FileType.Directory) !== 0 ? fsPath : dirname(fsPath);
}

/** Where charts are; a folder that says so by its name; the folders of the workspace. */
async function likelyParents(): Promise<readonly string[]> {
  const roots = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const counts = new Map<string, number>();
  for (const { directory } of await findWorkspaceCharts()) {
    // The parent of a chart that is the whole workspace is outside of it.
    if (roots.includes(directory)) continue;
    const parent = dirname(directory);
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  const ofCharts = [...counts].sort(([, a], [, b]) => b - a).map(([path]) => path);
  return [...new Set([...ofCharts, ...roots.map((root) => join(root, 'charts')), ...roots])];
}

function nameOf(path: string): string {
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
  if (!root) return path;
  const inside = relative(root.uri.fsPath, path).replaceAll('\\', '/');
  return inside === '' ? basename(path) : inside;
}
