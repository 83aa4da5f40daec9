import type { Abortable } from '../../base/abort';
import type { Page } from '../../base/page';

/** A listing as far as it has been asked for. */
export interface PagedList<T> {
  readonly items: readonly T[];
  /** True when a page has been read. */
  readonly started: boolean;
  /** True when the last page has been read. */
  readonly complete: boolean;
  /**
   * Reads the next page. Calls at the same time share one request. What has been read stays after an error and after a
   * stop; the next call then reads from the beginning to where the listing was, and a page more.
   */
  more(options?: Abortable): Promise<void>;
}

interface Reading<T> {
  readonly iterator: AsyncIterator<Page<T>>;
  readonly controller: AbortController;
  items: readonly T[];
  pages: number;
  complete: boolean;
}

/**
 * Holds an async iterator of pages open between one "Load More" and the next.
 *
 * @param open is given a signal for all of its pages, which says no more than that one of them was stopped while it was read
 */
export function pagedList<T>(open: (signal: AbortSignal) => AsyncIterable<Page<T>>): PagedList<T> {
  let shown: Pick<Reading<T>, 'items' | 'pages' | 'complete'> = {
    ...{ items: [], pages: 0, complete: false },
  };
  let reading: Reading<T> | undefined;
  let pending: Promise<void> | undefined;

  const readPage = async ({ signal }: Abortable): Promise<void> => {
    signal?.throwIfAborted();
    const own = (reading ??= begin(open));
    const stop = (): void => {
      own.controller.abort(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      do await turnPage(own);
      while (!own.complete && own.pages <= shown.pages);
    } catch (error) {
      reading = undefined;
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
    const { items, pages, complete } = own;
    shown = { items, pages, complete };
  };
  return {
    get items() {
      return shown.items;
    },
    get started() {
      return shown.pages > 0 || shown.complete;
    },
    get complete() {
      return shown.complete;
    },
    more: (options = {}) => {
      if (shown.complete) return Promise.resolve();
      pending ??= readPage(options).finally(() => {
        pending = undefined;
      });
      return pending;
    },
  };
}

function begin<T>(open: (signal: AbortSignal) => AsyncIterable<Page<T>>): Reading<T> {
  const controller = new AbortController();
  const iterator = open(controller.signal)[Symbol.asyncIterator]();
  return { iterator, controller, items: [], pages: 0, complete: false };
}

async function turnPage<T>(reading: Reading<T>): Promise<void> {
  const next = await reading.iterator.next();
  if (next.done) {
    reading.complete = true;
    return;
  }
  reading.items = [...reading.items, ...next.value.items];
  reading.pages += 1;
  reading.complete = !next.value.more;
}
