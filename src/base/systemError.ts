import { ChartroomError } from './error';

/** The code of an error of the operating system or of Node, such as `ENOENT`; undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof ChartroomError) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
