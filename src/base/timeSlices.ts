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
