import { newestFirst } from '../../chart/version';
import { versionOfTag } from '../../chart/tag';
import { isAttachmentTag } from '../../publishing/artifactKind';
import type { RepositoryEntry, VersionEntry } from '../../registries/registry';
import type { RegistryNode, RepositoryNode } from './node';
import { pagedList } from './pagedList';
import type { PagedList } from './pagedList';
import { nestRepositories } from './repositoryFolders';
import type { RepositoryFolder } from './repositoryFolders';

/** The most that hosts give a page: the more names are known, the more the folders tell. */
const repositoriesPerRequest = 1000;
const versionsPerStep = 100;

/** What has been listed so far, kept until somebody refreshes. */
export interface Listings {
  repositories(node: RegistryNode): RepositoryListing;
  versions(node: RepositoryNode): VersionListing;
  /** Forgets what was listed under a node, or everything. */
  forget(node?: RegistryNode | RepositoryNode): void;
  /** Stops what is being listed. */
  stop(): void;
  readonly signal: AbortSignal;
}

export interface RepositoryListing {
  /** What is said of each repository, by name, in the order of the host; then those that were added. */
  readonly entries: ReadonlyMap<string, RepositoryEntry>;
  /** The same nested; the same object as long as nothing has come to it. */
  readonly folders: RepositoryFolder;
  /** True when the registry has been asked. */
  readonly started: boolean;
  readonly complete: boolean;
  more(): Promise<void>;
  /** A repository that is known to be there, for example because something was just pushed to it. */
  add(entry: RepositoryEntry): void;
}

export interface VersionListing {
  /** Newest first of those that have been read, then tags that are no version; no more than have been asked for. */
  readonly shown: readonly VersionEntry[];
  /** How many have been read while the host has more of them; undefined when it has no more. */
  readonly newestOf: number | undefined;
  /** True when the registry has been asked. */
  readonly started: boolean;
  readonly complete: boolean;
  /** Shows more, and reads on as long as there are pages: what is newest of all shows when all are read. */
  more(): Promise<void>;
}

export function createListings(): Listings {
  const repositories = new Map<string, RepositoryListing>();
  const versions = new Map<string, VersionListing>();
  let controller = new AbortController();
  const current = (): AbortSignal => controller.signal;

  return {
    repositories: (node) => {
      const listing =
        repositories.get(node.id) ??
        repositoryListing(
          pagedList((signal) =>
            node.connection.registry.repositories({ pageSize: repositoriesPerRequest, signal }),
          ),
          current,
        );
      repositories.set(node.id, listing);
      return listing;
    },
    versions: (node) => {
      const listing =
        versions.get(node.id) ??
        versionListing(
          // No page size is asked for: hosts sort tags as text, so the newest versions of a page are
          // the newest of all only when it holds them all, which is what most hosts give unasked.
          pagedList((signal) => node.repository.versions({ signal })),
          current,
        );
      versions.set(node.id, listing);
      return listing;
    },
    forget: (node) => {
      const below = (id: string): boolean =>
        node === undefined || id === node.id || id.startsWith(`${node.id}/`);
      for (const id of repositories.keys()) if (below(id)) repositories.delete(id);
      for (const id of versions.keys()) if (below(id)) versions.delete(id);
    },
    stop: () => {
      controller.abort();
      controller = new AbortController();
    },
    get signal() {
      return controller.signal;
    },
  };
}

/** @param current gives the signal that stops what is being listed now */
function repositoryListing(
  pages: PagedList<RepositoryEntry>,
  current: () => AbortSignal,
): RepositoryListing {
  const added = new Map<string, RepositoryEntry>();
  let counted = -1;
  let items: readonly RepositoryEntry[] = [];
  let entries = new Map<string, RepositoryEntry>();
  let folders: RepositoryFolder | undefined;
  const known = (): ReadonlyMap<string, RepositoryEntry> => {
    if (items === pages.items && counted === added.size) return entries;
    items = pages.items;
    counted = added.size;
    entries = new Map(items.map((entry) => [entry.name, entry]));
    for (const [name, entry] of added) if (!entries.has(name)) entries.set(name, entry);
    folders = undefined;
    return entries;
  };
  return {
    get entries() {
      return known();
    },
    get folders() {
      const names = known().keys();
      folders ??= nestRepositories(names);
      return folders;
    },
    get started() {
      return pages.started;
    },
    get complete() {
      return pages.complete;
    },
    more: () => readOn(pages, () => known().size, current),
    add: (entry) => {
      if (!added.has(entry.name)) added.set(entry.name, entry);
    },
  };
}

function versionListing(
  pages: PagedList<VersionEntry>,
  current: () => AbortSignal,
): VersionListing {
  let wanted = 0;
  let sorted: readonly VersionEntry[] = [];
  return {
    get shown() {
      return sorted.slice(0, wanted);
    },
    get newestOf() {
      return pages.complete ? undefined : sorted.length;
    },
    get started() {
      return pages.started;
    },
    get complete() {
      return pages.complete && sorted.length <= wanted;
    },
    more: async () => {
      if (!pages.complete) {
        const update = (): number => {
          sorted = sortVersions(onePerTag(pages.items));
          return sorted.length;
        };
        await readOn(pages, update, current);
      }
      wanted += versionsPerStep;
    },
  };
}

/**
 * Reads until there is more to show. A page may hold nothing but signatures, which hosts list ahead of `v1.0.0`, or
 * repositories that nobody wants to see.
 *
 * @param count of what can be shown by now
 */
async function readOn(
  pages: PagedList<unknown>,
  count: () => number,
  current: () => AbortSignal,
): Promise<void> {
  const before = count();
  do await pages.more({ signal: current() });
  while (count() === before && !pages.complete);
}

/** A tag that is moved while pages are read can be in two of them; the tree takes no row twice. */
function onePerTag(entries: readonly VersionEntry[]): VersionEntry[] {
  return [...new Map(entries.map((entry) => [entry.tag, entry])).values()];
}

/** Signatures and the like, which are tagged with the digest they belong to, are shown there and not as versions. */
function sortVersions(entries: readonly VersionEntry[]): VersionEntry[] {
  const versions = entries.filter(({ tag }) => !isAttachmentTag(tag));
  return newestFirst(versions, ({ tag }) => versionOfTag(tag));
}
