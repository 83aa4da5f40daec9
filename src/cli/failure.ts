import { ChartroomError } from '../base/error';

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
