import type { Abortable } from '../../base/abort';
import { createSingleFlight } from '../../base/singleFlight';
import type { LookUpOptions } from './source';

export interface RememberOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds for which an answer counts as true. */
  readonly expiry: number;
}

/** Answers by key that are asked for once: those who ask meanwhile share the attempt, and failures are not kept. */
export interface Remembered<T> {
  of(
    key: string,
    ask: (before: T | undefined, options: Abortable) => Promise<T>,
    options: LookUpOptions,
  ): Promise<T>;
  forget(): void;
}

export function createRemembered<T>({ clock, expiry }: RememberOptions): Remembered<T> {
  const answers = new Map<string, { value: T; at: number }>();
  const flights = createSingleFlight<T>();
  return {
    of: async (key, ask, { signal, refresh }) => {
      const known = answers.get(key);
      if (known && refresh !== true && clock() - known.at < expiry) return known.value;
      return flights.run(
        key,
        async (shared) => {
          const value = await ask(known?.value, { signal: shared });
          answers.set(key, { value, at: clock() });
          return value;
        },
        signal,
      );
    },
    forget: () => {
      answers.clear();
    },
  };
}
