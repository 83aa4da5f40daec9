import type { Abortable } from '../base/abort';
import type { Repository } from '../registries/registry';

/** What goes with a repository, as far as its first page says. */
export interface RepositoryContents {
  /** Distinct manifests that have a tag. */
  readonly versions: number;
  readonly tags: readonly string[];
  /** There is more than was counted. */
  readonly more: boolean;
}

/** Counts in one request: enough to see whether a repository is the one that is meant. */
export async function contentsOf(
  repository: Repository,
  options: Abortable = {},
): Promise<RepositoryContents> {
  const pages = repository.versions({ ...options, pageSize: 1000 });
  for await (const { items, more } of pages) {
    const digests = new Set(items.map(({ digest, tag }) => digest ?? tag));
    return { versions: digests.size, tags: items.map(({ tag }) => tag), more };
  }
  return { versions: 0, tags: [], more: false };
}
