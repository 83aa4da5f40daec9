/** Watches over a connection: goes off when it is waited on for longer than allowed. */
export interface IdleWatch {
  /** Aborted, with the given reason, when a wait took too long. */
  readonly signal: AbortSignal;
  /** Starts or restarts the wait for the other side. */
  waiting(): void;
  /** The other side has done its part; our own slowness does not count. */
  resting(): void;
}

/** `timeout` in milliseconds without a byte. */
export function watchIdle(timeout: number, reason: () => Error): IdleWatch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const resting = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const waiting = (): void => {
    resting();
    timer = setTimeout(() => {
      controller.abort(reason());
    }, timeout);
  };
  return { signal: controller.signal, waiting, resting };
}
