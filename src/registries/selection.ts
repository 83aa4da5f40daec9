import type { Log } from '../base/log';
import type { Page } from '../base/page';
import type { RepositoryEntry } from './registry';

/** Which of its repositories somebody wants to see of a registry. */
export interface Selection {
  /** Named by hand: they come first and without asking the host whether they exist. */
  readonly repositories: readonly string[];
  /** Path prefixes; empty for all that the host lists. */
  readonly namespaces: readonly string[];
  readonly log: Log;
}

export interface Refusals {
  /** For the log. */
  readonly host: string;
  /** True for a failure that means that nothing is listed here, or not for this login. */
  readonly listsNothing: (error: unknown) => boolean | Promise<boolean>;
  /** What is thrown of it where nothing is named by hand either. */
  readonly problem: (error: unknown) => unknown;
}

/**
 * What is named by hand, then what the host lists besides, below the wanted paths. Where the host
 * lists nothing, what is named by hand is all.
 */
export async function* selectRepositories(
  pages: AsyncIterable<Page<RepositoryEntry>>,
  { repositories, namespaces, log }: Selection,
  { host, listsNothing, problem }: Refusals,
): AsyncGenerator<Page<RepositoryEntry>> {
  const named = new Set(repositories);
  let ahead = [...named];
  let asked = false;
  try {
    for await (const { items, more } of pages) {
      asked = true;
      const known = new Map(items.map((entry) => [entry.name, entry]));
      const first = ahead.map((name) => known.get(name) ?? { name });
      const listed = items.filter(({ name }) => !named.has(name) && isBelow(name, namespaces));
      yield { items: [...first, ...listed], more };
      ahead = [];
    }
  } catch (error) {
    if (asked || !(await listsNothing(error))) throw error;
    if (named.size === 0) throw problem(error);
    log.info('No repositories are listed; showing those named by hand', {
      host,
      reason: error instanceof Error ? error.message : String(error),
    });
    yield { items: ahead.map((name) => ({ name })), more: false };
  }
}

function isBelow(name: string, namespaces: readonly string[]): boolean {
  if (namespaces.length === 0) return true;
  return namespaces.some((namespace) => {
    const path = namespace.replace(/\/+$/, '');
    return name === path || name.startsWith(`${path}/`);
  });
}
