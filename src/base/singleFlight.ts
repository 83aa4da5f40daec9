/** Lets callers that want the same thing at the same time share one attempt at it. */
export interface SingleFlight<T> {
  run(
    key: string,
    task: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T>;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  passengers: number;
}

/** The attempt is aborted only when nobody waits for it any more; one who leaves does not take the others along. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  const start = (key: string, task: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const end = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    const result = task(controller.signal).finally(end);
    const flight: Flight<T> = { result, controller, passengers: 0 };
    flights.set(key, flight);
    return flight;
  };

  return {
    async run(key, task, signal) {
      signal?.throwIfAborted();
      const flight = flights.get(key) ?? start(key, task);
      flight.passengers++;
      try {
        return await (signal ? abortable(flight.result, signal) : flight.result);
      } finally {
        flight.passengers--;
        if (flight.passengers === 0) {
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort();
        }
      }
    },
  };
}

function abortable<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(
        signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'),
      );
    };
    signal.addEventListener('abort', giveUp, { once: true });
    result.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}
