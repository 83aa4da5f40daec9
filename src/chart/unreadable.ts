import { ChartroomError } from '../base/error';
import { systemErrorReason } from '../base/systemError';

/** The operating system refused to read something of a chart folder; `path` is relative to it. */
export function unreadable(path: string, cause: unknown): ChartroomError {
  return new ChartroomError({
    code: 'chart.unreadable',
    template: 'The chart folder cannot be read: "{path}": {reason}',
    facts: {
      path: path === '' ? '.' : path,
      reason: systemErrorReason(cause),
    },
    cause,
  });
}
