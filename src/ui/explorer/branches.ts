import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import type { Log } from '../../base/log';
import { sentence } from '../window/showError';
import type { ArtifactFactsReader } from './artifactFacts';
import { busy } from './busy';
import type { Listings } from './listings';
import type {
  ExplorerNode,
  FolderNode,
  LoadMoreNode,
  Nodes,
  RegistryNode,
  RepositoryNode,
  VersionNode,
} from './node';
import { byName } from './repositoryFolders';
import type { RepositoryFolder } from './repositoryFolders';
import type { VersionNodes } from './versionNodes';

/** What is listed by asking the host. */
export type BranchNode = RegistryNode | RepositoryNode;

export interface BranchOptions {
  readonly nodes: Nodes;
  readonly listings: Listings;
  readonly facts: ArtifactFactsReader;
  readonly showOtherArtifacts: () => boolean;
  readonly asFolders: () => boolean;
  readonly versionNode: VersionNodes;
  /** Called when more is known of these rows than when they were drawn. */
  readonly onFacts: (rows: readonly VersionNode[]) => void;
  /** Called when rows of a repository turned out to be none of those that are shown. */
  readonly onHidden: (node: RepositoryNode) => void;
  readonly log: Log;
}

/** What is below a registry or a repository; a failure is a row that explains it. */
export async function childrenOf(
  node: BranchNode,
  options: BranchOptions,
): Promise<ExplorerNode[]> {
  try {
    return node.type === 'registry'
      ? await repositoriesOf(node, options)
      : await versionsOf(node, options);
  } catch (error) {
    if (isAbort(error)) {
      return [messageNode(node, vscode.l10n.t('Stopped. Refresh to list again.'))];
    }
    options.log.warn('cannot list', { node: node.id, reason: String(error) });
    return [messageNode(node, sentence(error), asError(error))];
  }
}

/** What is in a folder; it has been listed with the registry. */
export function rowsOf(
  parent: RegistryNode | FolderNode,
  folder: RepositoryFolder,
  nodes: Nodes,
): ExplorerNode[] {
  const registry = parent.type === 'registry' ? parent : parent.registry;
  return [
    ...folder.folders.map((inner) => nodes.folder(parent, inner)),
    ...folder.repositories.map((name) => nodes.repository(registry, name)),
  ];
}

async function repositoriesOf(
  node: RegistryNode,
  { listings, nodes, asFolders }: BranchOptions,
): Promise<ExplorerNode[]> {
  const listing = listings.repositories(node);
  if (!listing.started) await busy(() => listing.more());
  const rows = asFolders()
    ? rowsOf(node, listing.folders, nodes)
    : listOf(node, [...listing.entries.keys()], nodes);
  const more = { shown: listing.entries.size, newestOf: undefined };
  return withEnd(node, rows, vscode.l10n.t('No repositories'), listing.complete ? undefined : more);
}

/** By whole names; what is named by hand is ahead of the many that the host lists. */
function listOf(node: RegistryNode, names: readonly string[], nodes: Nodes): RepositoryNode[] {
  const rows = [...names].sort(byName).map((name) => nodes.repository(node, name));
  return [...rows.filter(({ pinned }) => pinned), ...rows.filter(({ pinned }) => !pinned)];
}

async function versionsOf(node: RepositoryNode, options: BranchOptions): Promise<ExplorerNode[]> {
  const listing = options.listings.versions(node);
  if (!listing.started) await busy(() => listing.more());
  const all = listing.shown.map((entry) => options.versionNode(node, entry));
  void readFacts(node, all, options);
  const rows = all.filter((row) => isShown(row, options));
  const empty =
    all.length > 0
      ? vscode.l10n.t('No charts here; other artifacts are hidden')
      : vscode.l10n.t('No versions');
  const more = { shown: rows.length, newestOf: listing.newestOf };
  return withEnd(node, rows, empty, listing.complete ? undefined : more);
}

/**
 * Has rows drawn again when it is known what they are, and never their repository, except where some of them have to go:
 * VS Code forgets the rows below a row that is drawn again until it has listed them anew, and a command on one of them
 * would get nothing meanwhile.
 */
async function readFacts(
  node: RepositoryNode,
  versions: readonly VersionNode[],
  options: BranchOptions,
): Promise<void> {
  const { facts, listings, onFacts, onHidden } = options;
  if (node.parent.connection.registry.metersReads) return;
  const unread = versions.filter(({ artifact }) => artifact === undefined);
  if (unread.length === 0) return;
  const rows = new Map(unread.map((row) => [row.tag, row]));
  const onRead = (tags: readonly string[]): void => {
    const read = tags.flatMap((tag) => rows.get(tag) ?? []);
    onFacts(read.filter((row) => isShown(row, options)));
  };
  await facts.read(node.repository, [...rows.keys()], onRead, { signal: listings.signal });
  if (!unread.every((row) => isShown(row, options))) onHidden(node);
}

/** What nobody has looked at yet is shown: better a row too many than a chart too few. */
function isShown(
  { artifact }: VersionNode,
  { showOtherArtifacts }: Pick<BranchOptions, 'showOtherArtifacts'>,
): boolean {
  return artifact === undefined || artifact.kind === 'chart' || showOtherArtifacts();
}

function withEnd(
  parent: BranchNode,
  rows: readonly ExplorerNode[],
  empty: string,
  more: Pick<LoadMoreNode, 'shown' | 'newestOf'> | undefined,
): ExplorerNode[] {
  if (more) return [...rows, { type: 'load-more', id: `${parent.id}#more`, parent, ...more }];
  return rows.length === 0 ? [messageNode(parent, empty)] : [...rows];
}

function messageNode(parent: BranchNode, text: string, error?: Error): ExplorerNode {
  return { type: 'message', id: `${parent.id}#message`, parent, text, error };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
