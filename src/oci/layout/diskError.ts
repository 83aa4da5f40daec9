import { ChartroomError, type ErrorDetails } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';

/**
 * Runs work on files below `path` and says failures of the disk in our words.
 * @throws ChartroomError `oci.disk-full`, `oci.disk-denied`, `oci.disk-failed`
 */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error, path);
  }
}

/** True for an error of the operating system with one of these codes, for example `ENOENT`. */
export function isSystemError(error: unknown, ...codes: readonly string[]): boolean {
  const code = systemCode(error);
  return code !== undefined && codes.includes(code);
}

/** An error of the operating system becomes ours; every other one, such as an abort, stays what it is. */
export function diskError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  return code === undefined
    ? error
    : new ChartroomError({ ...describe(error, code, path), cause: error });
}

function describe(error: unknown, code: string, path: string): ErrorDetails {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'oci.disk-full',
        template: 'There is no space left to write to {path}',
        facts: { path },
        remedy: { kind: 'free-space', path },
      };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'oci.disk-denied',
        template: 'Access to {path} is denied',
        facts: { path },
      };
    case 'EROFS':
      return {
        code: 'oci.disk-denied',
        template: '{path} is on a file system that is read-only',
        facts: { path },
      };
    default:
      return {
        code: 'oci.disk-failed',
        template: 'Files in {path} cannot be used: {reason}',
        facts: { path, reason: systemErrorReason(error) },
      };
  }
}

/** Node gives errors of the system a `syscall` beside the `code`; its own, such as an abort's, have none. */
function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'syscall' in error ? systemErrorCode(error) : undefined;
}
