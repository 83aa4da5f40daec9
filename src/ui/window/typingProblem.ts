import { ChartroomError } from '../../base/error';
import { sentence } from './showError';

/** What is wrong with what somebody types, by a check that throws; undefined when nothing is. */
export function typingProblem(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ChartroomError) return sentence(error);
    throw error;
  }
}
