import { dirname } from 'node:path';
import { isAbort } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';

/** Runs file operations on `path` and says so when the operating system refuses one. @throws ChartroomError `dependency.write-failed` */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || isAbort(error) || !(error instanceof Error)) throw error;
    throw new ChartroomError({
      code: 'dependency.write-failed',
      template: '{path} cannot be written: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      ...(code === 'ENOSPC' && { remedy: { kind: 'free-space', path: dirname(path) } }),
      cause: error,
    });
  }
}
