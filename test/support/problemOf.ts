import assert from 'node:assert/strict';
import { ChartroomError } from '../../src/base/error';

/** The error of ours that the work ends with; a failed test when it ends otherwise. */
export async function problemOf(work: Promise<unknown>): Promise<ChartroomError> {
  const outcome = await work.catch((error: unknown) => error);
  assert.ok(outcome instanceof ChartroomError, `no error of ours: ${String(outcome)}`);
  return outcome;
}
