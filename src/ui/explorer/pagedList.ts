import type { Page } from '../../base/page';

/** A listing as far as it has been asked for. */
export interface PagedList<T> {
  readonly items: readonly T[];
  /** True when a page has been read. */
  readonly started: boolean;
  /** True when the last page has been read. */
  readonly complete: boolean;
  /** Reads the next page. Calls at the same time share one request. After an error the listing starts over. */
  more(): Promise<void>;
}

/** Holds an async iterator of pages open between one "Load More" and the next. */
export function pagedList<T>(open: () => AsyncIterable<Page<T>>): PagedList<T> {
  let items: T[] = [];
  let started = false;
  let complete = false;
  let iterator: AsyncIterator<Page<T>> | undefined;
  let pending: Promise<void> | undefined;

  const readPage = async (): Promise<void> => {
    if (!iterator) {
      items = [];
      iterator = open()[Symbol.asyncIterator]();
    }
    const next = await iterator.next();
    if (next.done) {
      started = true;
      complete = true;
      return;
    }
    started = true;
    items = [...items, ...next.value.items];
    complete = !next.value.more;
  };
  return {
    get items() {
      return items;
    },
    get started() {
      return started;
    },
    get complete() {
      return complete;
    },
    more: () => {
      if (complete) return Promise.resolve();
      pending ??= readPage()
        .catch((error: unknown) => {
          iterator = undefined;
          started = false;
          throw error;
        })
        .finally(() => {
          pending = undefined;
        });
      return pending;
    },
  };
}
