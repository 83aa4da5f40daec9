import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { silentLog } from '../../../src/base/log';
import { openLayout } from '../../../src/oci/layout/layout';
import type { Registry } from '../../../src/registries/registry';
import { createConnections } from '../../../src/ui/connections/connections';
import type { RegistrySetting } from '../../../src/ui/connections/registrySetting';
import { createContents } from '../../../src/ui/contents/contents';
import { createArtifactFactsReader } from '../../../src/ui/explorer/artifactFacts';
import { repositoriesAsFolders } from '../../../src/ui/explorer/asFolders';
import { createListings } from '../../../src/ui/explorer/listings';
import type { ExplorerNode } from '../../../src/ui/explorer/node';
import { createReplicas } from '../../../src/ui/explorer/replicas';
import { createExplorerTree, type ExplorerTree } from '../../../src/ui/explorer/tree';
import { setRegistries } from './settings';
import { rowAt } from './treeRows';

/** The tree over one registry, as the extension makes it. */
export async function withTree(
  setting: RegistrySetting,
  registry: Registry,
  use: (tree: ExplorerTree) => Promise<void>,
  showOtherArtifacts = true,
): Promise<void> {
  await setRegistries(setting);
  const nothing = { get: () => Promise.resolve(undefined) };
  const connections = createConnections({
    logins: { ...nothing, store: () => Promise.resolve(), forget: () => Promise.resolve() },
    createRegistry: () => registry,
  });
  const saved = openLayout(join(tmpdir(), 'chartroom-no-saved-charts'));
  const tree = createExplorerTree({
    contents: createContents(connections, saved),
    connections,
    listings: createListings(),
    facts: createArtifactFactsReader(silentLog),
    replicas: createReplicas(silentLog),
    showOtherArtifacts: () => showOtherArtifacts,
    asFolders: repositoriesAsFolders,
    log: silentLog,
  });
  try {
    await use(tree);
  } finally {
    tree.dispose();
    connections.dispose();
    await setRegistries();
  }
}

export async function itemOf(tree: ExplorerTree, node: ExplorerNode): Promise<vscode.TreeItem> {
  return tree.getTreeItem(node);
}

/** The row at the end of a path of labels below the registry. */
export function nodeAt(tree: ExplorerTree, ...path: readonly string[]): Promise<ExplorerNode> {
  return rowAt(tree, 'At work', ...path);
}
