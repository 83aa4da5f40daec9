import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

export interface Measured {
  /** Milliseconds of the work. */
  readonly took: number;
  /** Milliseconds of the longest time in which nothing else could run. */
  readonly slice: number;
}

/** Runs work and watches how long it keeps the thread from others. */
export async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // What begins before the first tick is not counted.
  await setTimeout(10);
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  await setTimeout(10);
  delay.disable();
  return { took, slice: delay.max / 1e6 };
}
