import type { Abortable } from '../../base/abort';

/** Runs tasks of the same key at most so many at a time; those that wait go first come, first served. */
export interface Limiter {
  run<T>(key: string, task: () => Promise<T>, options?: Abortable): Promise<T>;
}

interface Lane {
  running: number;
  readonly waiting: Set<() => void>;
}

export function createLimiter(limit: number): Limiter {
  const lanes = new Map<string, Lane>();

  const leave = (key: string, lane: Lane): void => {
    const [next] = lane.waiting;
    if (next) {
      // The place is handed on, so that nobody who comes now slips in before those who wait.
      lane.waiting.delete(next);
      next();
      return;
    }
    lane.running--;
    if (lane.running === 0) lanes.delete(key);
  };

  return {
    async run(key, task, { signal } = {}) {
      signal?.throwIfAborted();
      const lane = lanes.get(key) ?? { running: 0, waiting: new Set() };
      lanes.set(key, lane);
      if (lane.running < limit) lane.running++;
      else await place(lane, signal);
      try {
        return await task();
      } finally {
        leave(key, lane);
      }
    },
  };
}

function place(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const enter = (): void => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = (): void => {
      lane.waiting.delete(enter);
      reject(abortReason(signal));
    };
    lane.waiting.add(enter);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('Aborted', 'AbortError');
}
