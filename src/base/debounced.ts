/** Work that runs once after a burst of calls. */
export interface Debounced {
  /** Runs the work when nobody has called for that long. */
  readonly soon: () => void;
  readonly dispose: () => void;
}

/** @param pause milliseconds without a call after which the burst is over */
export function debounced(pause: number, run: () => void): Debounced {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon: () => {
      clearTimeout(timer);
      timer = setTimeout(run, pause);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
