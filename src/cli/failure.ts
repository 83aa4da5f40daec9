import { ChartroomError } from '../base/error';
import type { LeftAttachment } from '../publishing/copyAttachments';

/** An error in a result, where others went well. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

export function failureOf(error: Error): Failure {
  return {
    code: error instanceof ChartroomError ? error.code : 'unknown',
    message: error.message,
  };
}

/** A signature or the like that did not come along. Without a digest it is not known what there is. */
export interface LeftBehind extends Failure {
  readonly digest?: string | undefined;
}

/** Undefined where all came along. */
export function leftBehind(left: readonly LeftAttachment[]): readonly LeftBehind[] | undefined {
  if (left.length === 0) return undefined;
  return left.map(({ digest, error }) => ({ ...failureOf(error), digest }));
}

export function leftLines(left: readonly LeftBehind[] = []): readonly string[] {
  return left.map(({ message }) => `Left behind: ${message}`);
}
