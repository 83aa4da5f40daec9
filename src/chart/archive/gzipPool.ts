import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Compresses parts side by side, away from the thread that has a window to serve. */
export interface GzipPool {
  /** Parts it can work on at a time without one waiting. */
  readonly width: number;
  compress(part: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** More threads than this wait for the one that reads the files. */
const mostThreads = 4;

interface Thread {
  readonly worker: Worker;
  /** Whoever waits for an answer; a worker answers in order. */
  readonly waiting: Waiter[];
}

interface Waiter {
  readonly resolve: (member: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

export function openGzipPool(): GzipPool {
  const width = Math.min(availableParallelism(), mostThreads);
  const threads = Array.from({ length: width }, startThread);
  let next = 0;
  return {
    width,
    compress: (part) => {
      const thread = threads[next % width];
      next += 1;
      return new Promise((resolve, reject) => {
        thread?.waiting.push({ resolve, reject });
        thread?.worker.postMessage(part);
      });
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(): Thread {
  // Beside this file when compiled, and beside the bundle it is in when bundled.
  const worker = new Worker(join(__dirname, 'gzipWorker.js'));
  const waiting: Waiter[] = [];
  const fail = (error: Error): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', (member: Uint8Array) => waiting.shift()?.resolve(member));
  worker.on('error', fail);
  worker.on('exit', (code) => {
    fail(new Error(`The compressing thread ended with ${code}`));
  });
  return { worker, waiting };
}
