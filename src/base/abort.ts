/** Everything that can take long takes one of these; without a signal it cannot be cancelled. */
export interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

/** Cancelling is not an error: callers let it pass and show nothing. */
export function isAbort(error: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted) return true;
  return error instanceof Error && error.name === 'AbortError';
}
