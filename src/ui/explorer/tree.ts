import * as vscode from 'vscode';
import type { Log } from '../../base/log';
import type { RepositoryEntry } from '../../registries/registry';
import type { Connections } from '../connections/connections';
import type { ChartContents } from '../contents/contents';
import { isContentsRow } from '../contents/row';
import { rowsBelow } from '../contents/rows';
import type { ArtifactFactsReader } from './artifactFacts';
import { childrenOf, rowsOf } from './branches';
import type { BranchNode } from './branches';
import { busy, windowCaughtUp } from './busy';
import { explorerItem } from './item';
import type { Listings } from './listings';
import { createNodes } from './node';
import type { ExplorerNode, FolderNode, LoadMoreNode, RegistryNode, RepositoryNode } from './node';
import type { Replicas } from './replicas';
import { tooltipResolver } from './resolveTooltip';
import { createVersionNodes } from './versionNodes';
import { rowsOfVersion } from './versionRows';

export interface ExplorerTree extends vscode.TreeDataProvider<ExplorerNode> {
  dispose(): void;
  /** What registries hold may be another: something was pushed, made or deleted, or somebody signed in or refreshed. */
  readonly onDidChangeContents: vscode.Event<void>;
  /** Lists again what is below a node, or everything. */
  refresh(node?: BranchNode): void;
  loadMore(node: LoadMoreNode): Promise<void>;
  /** Draws the tree again from what is known; asks the registries nothing. */
  redraw(): void;
  /** Takes note that something was pushed, so that the view shows it without being asked. */
  pushed(connectionId: string, repository: string): void;
  /** The same for a repository that was made, with what is known of it. */
  created(connectionId: string, entry: RepositoryEntry): void;
  /** The node of a version that is known to exist, listed as far as needed to reveal it. */
  find(connectionId: string, repository: string, tag: string): Promise<ExplorerNode | undefined>;
}

export interface ExplorerTreeOptions {
  readonly connections: Connections;
  readonly listings: Listings;
  readonly facts: ArtifactFactsReader;
  readonly replicas: Replicas;
  readonly contents: ChartContents;
  readonly showOtherArtifacts: () => boolean;
  readonly asFolders: () => boolean;
  readonly log: Log;
}

/** The Registries view: registry, folder, repository, version, files. Asks for a page when a node is opened, never before. */
export function createExplorerTree(options: ExplorerTreeOptions): ExplorerTree {
  const { connections, listings, facts, replicas, contents: files, asFolders } = options;
  const changed = new vscode.EventEmitter<ExplorerNode | ExplorerNode[] | undefined>();
  const contents = new vscode.EventEmitter<void>();
  const nodes = createNodes();
  // What is drawn again before the window has taken the rows is lost on it.
  const redrawLater = (rows: ExplorerNode | ExplorerNode[]): void => {
    void windowCaughtUp().then(() => {
      changed.fire(rows);
    });
  };
  const branches = {
    ...options,
    nodes,
    versionNode: createVersionNodes(facts),
    onFacts: (rows: readonly ExplorerNode[]) => {
      redrawLater([...rows]);
    },
    onHidden: redrawLater,
  };
  const entryOf = ({ parent, repository: { name } }: RepositoryNode): RepositoryEntry =>
    listings.repositories(parent).entries.get(name) ?? { name };
  const registries = (): RegistryNode[] =>
    connections.list().map((connection) => nodes.registry(connection));
  const connected = (connectionId: string): RegistryNode | undefined =>
    registries().find(({ id }) => id === connectionId);
  /** The folder that a repository is shown in; its registry when it is in none. */
  const folderOf = ({ parent, repository }: RepositoryNode): RegistryNode | FolderNode => {
    let found: RegistryNode | FolderNode = parent;
    let { folders } = listings.repositories(parent).folders;
    for (;;) {
      const next = folders.find(({ path }) => repository.name.startsWith(`${path}/`));
      if (!next) return found;
      found = nodes.folder(found, next);
      folders = next.folders;
    }
  };
  const note = (connectionId: string, entry: RepositoryEntry): void => {
    const registry = connected(connectionId);
    if (!registry) return;
    const node = nodes.repository(registry, entry.name);
    listings.forget(node);
    facts.forget(node.repository);
    // A promotion brings signatures along, also to a version that was there.
    files.forget();
    listings.repositories(registry).add(entry);
    changed.fire(registry);
    contents.fire();
  };
  const subscription = connections.onDidChange(() => {
    listings.forget();
    files.forget();
    changed.fire(undefined);
    contents.fire();
  });

  return {
    onDidChangeTreeData: changed.event,
    onDidChangeContents: contents.event,
    getTreeItem: (node) => explorerItem(node, { asFolders, entryOf }),
    getParent: (node) => {
      if (node.type === 'registry') return undefined;
      return node.type === 'repository' && asFolders() ? folderOf(node) : node.parent;
    },
    resolveTreeItem: tooltipResolver({ replicas, entryOf }),
    getChildren: (node) => {
      if (!node) return registries();
      if (node.type === 'folder') return rowsOf(node, node.folder, nodes);
      if (node.type === 'version') {
        return busy(() => rowsOfVersion(node, files, { signal: listings.signal }));
      }
      if (isContentsRow(node)) return rowsBelow(node, files);
      return node.type === 'registry' || node.type === 'repository'
        ? childrenOf(node, branches)
        : [];
    },
    redraw: () => {
      changed.fire(undefined);
    },
    refresh: (node) => {
      listings.forget(node);
      facts.forget(node?.type === 'repository' ? node.repository : undefined);
      replicas.forget();
      files.forget();
      changed.fire(node);
      contents.fire();
    },
    loadMore: async ({ parent }) => {
      const listing =
        parent.type === 'registry' ? listings.repositories(parent) : listings.versions(parent);
      await busy(() => listing.more());
      changed.fire(parent);
    },
    pushed: (connectionId, name) => {
      note(connectionId, { name });
    },
    created: note,
    find: async (connectionId, repository, tag) => {
      const registry = connected(connectionId);
      if (!registry) return undefined;
      const parent = nodes.repository(registry, repository);
      listings.repositories(registry).add({ name: repository });
      const versions = await childrenOf(parent, branches);
      return versions.find((node) => node.type === 'version' && node.tag === tag) ?? parent;
    },
    dispose: () => {
      subscription.dispose();
      changed.dispose();
      contents.dispose();
    },
  };
}
