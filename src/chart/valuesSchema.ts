import { ChartroomError } from '../base/error';

/**
 * Reads the text of a values.schema.json. Like Helm's `save.go` this asks for JSON, not for a valid
 * JSON Schema.
 *
 * @throws ChartroomError `chart.schema-invalid` with the fact reason, and line and column if known
 */
export function parseSchema(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ChartroomError({
      code: 'chart.schema-invalid',
      template: 'Invalid JSON in values.schema.json: {reason}',
      facts: { reason: error.message.replace(/\s+/g, ' '), ...positionOf(error, text) },
      cause: error,
    });
  }
}

/** The engine tells the place in its message only, and not for every error. */
function positionOf(
  error: SyntaxError,
  text: string,
): { line: number; column: number } | undefined {
  const offset = /at position (\d+)/.exec(error.message)?.[1];
  if (offset === undefined) return undefined;
  const before = text.slice(0, Number(offset)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
