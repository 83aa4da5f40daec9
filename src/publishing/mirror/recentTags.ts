import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { createSingleFlight } from '../../base/singleFlight';
import type { Repository } from '../../registries/registry';
import { cannotList } from '../tagsThere';

/** Which tags repositories had a moment ago: listed once for many versions that go there, and not asked for one by one. */
export interface RecentTags {
  /** False when the repository, or the tag in it, was not there. */
  mayHave(repository: Repository, tag: string, options: Abortable): Promise<boolean>;
}

/** Milliseconds for which a listing counts. Sending an archive often takes longer, and meanwhile nobody looks either. */
const freshFor = 1_000;
/** Tags. Of a repository with more, which would take several requests, or whose tags cannot be listed, any may be there. */
const mostListed = 1_000;

interface Listing {
  /** When it was asked for, by `clock`. */
  readonly at: number;
  readonly tags: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/** @param clock milliseconds */
export function createRecentTags(clock: () => number = Date.now): RecentTags {
  const flight = createSingleFlight<Listing>();
  const kept = new Map<string, Listing>();

  const list = async (repository: Repository, signal: AbortSignal): Promise<Listing> => {
    const listing = { at: clock(), ...(await firstPage(repository, { signal })) };
    kept.set(repository.location, listing);
    return listing;
  };
  return {
    async mayHave(repository, tag, { signal }) {
      const known = kept.get(repository.location);
      const isRecent = known && (!known.isWhole || clock() - known.at < freshFor);
      const { tags, isWhole } = isRecent
        ? known
        : await flight.run(repository.location, (stop) => list(repository, stop), signal);
      return !isWhole || tags.has(tag);
    },
  };
}

async function firstPage(repository: Repository, options: Abortable): Promise<Omit<Listing, 'at'>> {
  const pages = repository.versions({ ...options, pageSize: mostListed })[Symbol.asyncIterator]();
  try {
    const first = await pages.next();
    if (first.done) return { tags: new Set(), isWhole: true };
    const { items, more } = first.value;
    return { tags: new Set(items.map(({ tag }) => tag)), isWhole: !more };
  } catch (error) {
    if (!hasCode(error, 'oci.not-found') && !cannotList(error)) throw error;
    return { tags: new Set(), isWhole: !cannotList(error) };
  } finally {
    await pages.return?.();
  }
}
