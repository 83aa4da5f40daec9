export interface RememberedOptions {
  /** Milliseconds for which an answer holds. */
  readonly expiry: number;
  /** Milliseconds for which a failure holds, so that a host that is down is not asked at every key. */
  readonly failureExpiry: number;
  /** Milliseconds after which a question is given up. */
  readonly timeLimit: number;
  readonly clock: () => number;
}

/** Answers by what was asked. Those who ask the same at the same time share one question. */
export interface Remembered<T> {
  /** Waits until the answer is there or `signal` aborts; the question goes on for the next one who asks. */
  of(key: string, ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
  forget(): void;
}

export function createRemembered<T>(options: RememberedOptions): Remembered<T> {
  const { expiry, failureExpiry, timeLimit, clock } = options;
  const answers = new Map<string, { readonly answer: Promise<T>; until: number }>();
  const asked = (key: string, ask: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const known = answers.get(key);
    if (known && clock() < known.until) return known.answer;
    const entry = { answer: ask(AbortSignal.timeout(timeLimit)), until: Infinity };
    answers.set(key, entry);
    entry.answer.then(
      () => (entry.until = clock() + expiry),
      () => (entry.until = clock() + failureExpiry),
    );
    return entry.answer;
  };
  return {
    of: async (key, ask, signal) => {
      signal.throwIfAborted();
      const answer = asked(key, ask);
      const listening = new AbortController();
      const aborted = new Promise<never>((_resolve, reject) => {
        const stop = (): void => {
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', stop, { signal: listening.signal });
      });
      try {
        return await Promise.race([answer, aborted]);
      } finally {
        listening.abort();
      }
    },
    forget: () => {
      answers.clear();
    },
  };
}
