import type { Digest } from '../../oci/digest';
import type { ArtifactKind } from '../../publishing/artifactKind';
import type { Repository, VersionEntry } from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { contentsRowTypes, type ContentsRow } from '../contents/row';
import type { RepositoryFolder } from './repositoryFolders';

export interface RegistryNode {
  readonly type: 'registry';
  readonly id: string;
  readonly connection: Connection;
}

/** A part of the names of repositories that several have in common. */
export interface FolderNode {
  readonly type: 'folder';
  readonly id: string;
  readonly parent: RegistryNode | FolderNode;
  readonly registry: RegistryNode;
  readonly folder: RepositoryFolder;
}

export interface RepositoryNode {
  readonly type: 'repository';
  readonly id: string;
  /** Its registry, also where the tree shows it in a folder. */
  readonly parent: RegistryNode;
  readonly repository: Repository;
  /** Shown because the settings name it, not because the host listed it. */
  readonly pinned: boolean;
}

export interface VersionNode {
  readonly type: 'version';
  readonly id: string;
  readonly parent: RepositoryNode;
  readonly tag: string;
  /** What the listing says of it. */
  readonly entry: VersionEntry;
  /** As known by now; undefined as long as nobody has looked: generic hosts do not tell in a listing. */
  readonly artifact: ArtifactFacts | undefined;
}

/** What is known of one version without reading its layers. */
export interface ArtifactFacts {
  readonly kind: ArtifactKind;
  readonly mediaType: string;
  readonly digest: Digest | undefined;
  /** Bytes of all layers. */
  readonly size: number | undefined;
  /** When it was made, as its annotation says. */
  readonly created: Date | undefined;
  readonly description: string | undefined;
}

export interface LoadMoreNode {
  readonly type: 'load-more';
  readonly id: string;
  readonly parent: RegistryNode | RepositoryNode;
  readonly shown: number;
  /** How many versions the ones shown are the newest of; undefined when it is all of them, or none are sorted. */
  readonly newestOf: number | undefined;
}

export interface MessageNode {
  readonly type: 'message';
  readonly id: string;
  readonly parent: RegistryNode | RepositoryNode;
  readonly text: string;
  /** What is behind the text, when it tells of a failure. */
  readonly error: Error | undefined;
}

export type ExplorerNode =
  | RegistryNode
  | FolderNode
  | RepositoryNode
  | VersionNode
  | ContentsRow<VersionNode>
  | LoadMoreNode
  | MessageNode;

/**
 * Hands out the one node there is for a registry, a folder and a repository: VS Code draws a node
 * again only when it gets the very object it was given before.
 */
export interface Nodes {
  registry(connection: Connection): RegistryNode;
  folder(parent: RegistryNode | FolderNode, folder: RepositoryFolder): FolderNode;
  repository(parent: RegistryNode, name: string): RepositoryNode;
}

export function createNodes(): Nodes {
  const registries = new Map<string, RegistryNode>();
  const folders = new Map<string, FolderNode>();
  const repositories = new Map<string, RepositoryNode>();
  return {
    registry: (connection) => {
      const known = registries.get(connection.id);
      if (known?.connection.registry === connection.registry) return known;
      const node = { type: 'registry', id: connection.id, connection } as const;
      registries.set(node.id, node);
      return node;
    },
    folder: (parent, folder) => {
      const registry = parent.type === 'registry' ? parent : parent.registry;
      // No repository's name ends with a slash, so that the one called as the folder is another row.
      const id = `${registry.id}/${folder.top}/`;
      const known = folders.get(id);
      if (known?.parent === parent && known.folder === folder) return known;
      const node = { type: 'folder', id, parent, registry, folder } as const;
      folders.set(id, node);
      return node;
    },
    repository: (parent, name) => {
      const id = `${parent.id}/${name}`;
      const known = repositories.get(id);
      if (known?.parent === parent) return known;
      const { registry, setting } = parent.connection;
      const pinned = setting.repositories?.includes(name) ?? false;
      const repository = registry.repository(name);
      const node = { type: 'repository', id, parent, repository, pinned } as const;
      repositories.set(id, node);
      return node;
    },
  };
}

/** `host/repository:tag`, as a push would print it. */
export function versionReference(node: VersionNode): string {
  return `${node.parent.repository.location}:${node.tag}`;
}

/** Undefined as long as neither the listing nor the manifest has told. */
export function versionDigest({ entry, artifact }: VersionNode): Digest | undefined {
  return entry.digest ?? artifact?.digest;
}

export function isExplorerNode(value: unknown): value is ExplorerNode {
  const types: readonly string[] = [
    ...['registry', 'folder', 'repository', 'version', 'load-more', 'message'],
    ...contentsRowTypes,
  ];
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    types.includes(value.type)
  );
}
