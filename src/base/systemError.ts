import { getSystemErrorMap } from 'node:util';
import { ChartroomError } from './error';

/** The code of an error of the operating system or of Node, such as `ENOENT`; undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof ChartroomError) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why the operating system refused something, for the end of a sentence that names the file: `not a directory (ENOTDIR)`. */
export function systemErrorReason(error: unknown): string {
  const code = systemErrorCode(error);
  const known = [...getSystemErrorMap().values()].find(([name]) => name === code);
  if (known) return `${known[1]} (${known[0]})`;
  return error instanceof Error ? error.message : String(error);
}
