import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckRequest, PlacedFinding } from './checkFolder';

/** Checks charts away from the thread that has a window to serve. It starts with the first chart. */
export interface CheckThread {
  /** In the order they are asked for. Rejects where a chart makes the thread end; the next one gets another. */
  check(request: CheckRequest): Promise<readonly PlacedFinding[]>;
  close(): Promise<void>;
}

interface Waiter {
  readonly resolve: (findings: readonly PlacedFinding[]) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Waiter[];
}

export function createCheckThread(): CheckThread {
  let current: Thread | undefined;

  const start = (): Thread => {
    // Beside this file when compiled, and beside the bundle it is in when bundled.
    const worker = new Worker(join(__dirname, 'checkWorker.js'));
    const thread: Thread = { worker, waiting: [] };
    const fail = (error: Error): void => {
      if (current === thread) current = undefined;
      for (const { reject } of thread.waiting.splice(0)) reject(error);
    };
    worker.on('message', (findings: readonly PlacedFinding[]) =>
      thread.waiting.shift()?.resolve(findings),
    );
    worker.on('error', fail);
    worker.on('exit', (code) => {
      fail(new Error(`The checking thread ended with ${code}`));
    });
    return thread;
  };
  return {
    check: (request) => {
      const thread = (current ??= start());
      return new Promise((resolve, reject) => {
        thread.waiting.push({ resolve, reject });
        thread.worker.postMessage(request);
      });
    },
    close: async () => {
      await current?.worker.terminate();
    },
  };
}
