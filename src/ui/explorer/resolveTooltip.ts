import type * as vscode from 'vscode';
import type { RepositoryEntry } from '../../registries/registry';
import { isContentsRow } from '../contents/row';
import type { ExplorerNode, RepositoryNode } from './node';
import { versionDigest } from './node';
import type { Replicas } from './replicas';
import { withSignal } from '../window/progress';
import { folderTooltip, registryTooltip, repositoryTooltip, versionTooltip } from './tooltip';

export interface TooltipOptions {
  readonly replicas: Replicas;
  /** What the listing says of a repository. */
  readonly entryOf: (node: RepositoryNode) => RepositoryEntry;
}

type ResolveTooltip = (
  item: vscode.TreeItem,
  node: ExplorerNode,
  token: vscode.CancellationToken,
) => Promise<vscode.TreeItem>;

/** Makes tooltips when somebody hovers. A row that was left before its tooltip was there is asked for again. */
export function tooltipResolver(options: TooltipOptions): ResolveTooltip {
  return async (item, node, token) => {
    try {
      const tooltip = await withSignal(token, (signal) => tooltipOf(node, options, signal));
      if (tooltip) item.tooltip = tooltip;
    } catch (error) {
      if (!token.isCancellationRequested) throw error;
    }
    return item;
  };
}

async function tooltipOf(
  node: ExplorerNode,
  { replicas, entryOf }: TooltipOptions,
  signal: AbortSignal,
): Promise<vscode.MarkdownString | undefined> {
  if (isContentsRow(node)) return undefined;
  switch (node.type) {
    case 'registry':
      return registryTooltip(node);
    case 'folder':
      return folderTooltip(node);
    case 'repository':
      return repositoryTooltip(node, entryOf(node));
    case 'version': {
      const version = versionDigest(node) ?? node.tag;
      return versionTooltip(node, await replicas.of(node.parent.repository, version, { signal }));
    }
    case 'load-more':
    case 'message':
      return undefined;
  }
}
