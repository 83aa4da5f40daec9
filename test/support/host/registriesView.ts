import * as vscode from 'vscode';
import { viewIds } from '../../../src/ui/contributions';
import { treeOf } from './treeOf';
import { labelsBelow, rowAt } from './treeRows';

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

/** What is shown over a row. Labels are escaped for Markdown, their spaces as entities, which are told as spaces. */
export async function tooltipAt(registry: string, ...path: readonly string[]): Promise<string> {
  const row = await viewRow(registry, ...path);
  const item = await theTree().getTreeItem(row);
  const { token } = new vscode.CancellationTokenSource();
  const { tooltip } = (await theTree().resolveTreeItem?.(item, row, token)) ?? item;
  const text = typeof tooltip === 'string' ? tooltip : (tooltip?.value ?? '');
  return text.replaceAll('&nbsp;', ' ');
}

function theTree(): vscode.TreeDataProvider<unknown> {
  return treeOf(viewIds.registries);
}
