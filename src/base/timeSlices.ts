import { setImmediate } from 'node:timers/promises';

/** Milliseconds for which work may keep a thread from everybody else. */
const slice = 15;

/**
 * For long work that never waits by itself, such as on files in memory. What is returned is awaited between its steps,
 * each a few milliseconds at most, and lets the others have the thread whenever the time is up.
 */
export function timeSlices(): () => Promise<void> | undefined {
  let end = performance.now() + slice;
  return () => {
    if (performance.now() < end) return undefined;
    return setImmediate().then(() => {
      end = performance.now() + slice;
    });
  };
}

/** Runs work that comes in steps to its end, and lets the others have the thread between them. */
export async function inTimeSlices<T>(steps: Generator<unknown, T, void>): Promise<T> {
  const rest = timeSlices();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const pause = rest();
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
