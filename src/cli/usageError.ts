import { ChartroomError, type Facts } from '../base/error';

/** What was typed cannot be understood. All codes of this kind begin with `usage.`. */
export function usageError(
  reason: 'command' | 'option' | 'argument' | 'value',
  template: string,
  facts: Facts = {},
): ChartroomError {
  return new ChartroomError({ code: `usage.${reason}`, template, facts });
}
