import { isAbort } from '../base/abort';
import { ChartroomError } from '../base/error';

export type CopySide = 'source' | 'target';

/**
 * Says on an error which side of a copy it came from: the facts `side` and `at` are added, code and
 * sentence stay. Errors that are not ours get the code `oci.copy-failed`; an abort passes.
 */
export function copyError(
  error: unknown,
  side: CopySide,
  location: string,
  signal: AbortSignal | undefined,
): unknown {
  if (isAbort(error, signal)) return error;
  if (!(error instanceof ChartroomError)) {
    return new ChartroomError({
      code: 'oci.copy-failed',
      template:
        side === 'source'
          ? 'Reading from {at} failed: {reason}'
          : 'Writing to {at} failed: {reason}',
      facts: { side, at: location, reason: error instanceof Error ? error.message : String(error) },
      cause: error,
    });
  }
  if ('side' in error.facts) return error;
  return new ChartroomError({
    code: error.code,
    template: error.template,
    facts: { ...error.facts, side, at: location },
    ...(error.remedy && { remedy: error.remedy }),
    cause: error,
  });
}
