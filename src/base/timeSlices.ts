import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which work may keep a thread from everybody else. */
const slice = 15;

let end = 0;

/**
 * For long work that never waits by itself, such as on files in memory: awaited between its steps, each a few milliseconds
 * at most, it lets the others have the thread whenever the time is up. All such work shares one clock, for what follows in
 * the same turn keeps the thread as well.
 */
export function giveTurn(): Promise<void> | undefined {
  if (performance.now() < end) return undefined;
  return setImmediate().then(() => {
    end = performance.now() + slice;
  });
}

/** Runs work that comes in steps to its end, and lets the others have the thread between them. */
export async function inTimeSlices<T>(steps: Generator<unknown, T, void>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const pause = giveTurn();
    if (pause) await pause;
  }
}

/** The same in one go, for who cannot wait. */
export function inOneGo<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
