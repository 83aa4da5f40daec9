import { setMaxListeners } from 'node:events';

/**
 * Runs `work` on every item, at most `limit` at a time. The first failure aborts the signal the others
 * got; it is thrown when all have ended, so that nothing goes on behind the caller's back.
 */
export async function forEachParallel<T>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  // Whatever every item under way waits for listens to it; Node would warn of more than ten.
  setMaxListeners(0, stop);
  const queue = items.values();
  const runLane = async () => {
    try {
      for (const item of queue) {
        stop.throwIfAborted();
        await work(item, stop);
      }
    } catch (error) {
      // The reason of an aborted controller stays the first one given.
      failed.abort(error);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runLane));
  signal?.throwIfAborted();
  failed.signal.throwIfAborted();
}
