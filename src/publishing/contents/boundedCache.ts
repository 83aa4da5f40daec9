import type { Abortable } from '../../base/abort';
import { createSingleFlight } from '../../base/singleFlight';

/** Keeps what has been loaded as long as there is room: what was not used for longest goes first. */
export interface BoundedCache<T> {
  /** What is kept under the key, or what `load` gives, which callers at the same time share. */
  get(key: string, load: (signal: AbortSignal) => Promise<T>, options?: Abortable): Promise<T>;
}

/**
 * @param limit of everything that is kept, in the unit of `sizeOf`. A value that is larger by itself is handed out and not kept.
 */
export function boundedCache<T>(limit: number, sizeOf: (value: T) => number): BoundedCache<T> {
  const loading = createSingleFlight<T>();
  /** In the order of use. */
  const kept = new Map<string, { readonly value: T; readonly size: number }>();
  let total = 0;

  const keep = (key: string, value: T): void => {
    const size = sizeOf(value);
    if (size > limit || kept.has(key)) return;
    kept.set(key, { value, size });
    total += size;
    for (const [oldest, entry] of kept) {
      if (total <= limit) return;
      kept.delete(oldest);
      total -= entry.size;
    }
  };
  return {
    get: async (key, load, { signal } = {}) => {
      signal?.throwIfAborted();
      const entry = kept.get(key);
      if (entry) {
        kept.delete(key);
        kept.set(key, entry);
        return entry.value;
      }
      const start = async (abandoned: AbortSignal): Promise<T> => {
        const value = await load(abandoned);
        keep(key, value);
        return value;
      };
      return loading.run(key, start, signal);
    },
  };
}
