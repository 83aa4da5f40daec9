import { ChartroomError, type Facts } from '../base/error';
import { locateField } from './locateField';

/** A file's text and where it is. An archive's files have no place to be opened at. */
export interface PlacedText {
  readonly text: string;
  readonly path: string | undefined;
}

/**
 * Runs `work`, and gives an error of it the remedy to open the file it is about, where the facts
 * say: at a line and column, or at a field. For parsers, which know a text but not where it is from.
 */
export function offeringToOpen<T>(file: PlacedText, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw offered(error, file);
  }
}

/** The same for a parser that does not keep the thread from others. */
export async function offeringToOpenAfter<T>(
  file: PlacedText,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw offered(error, file);
  }
}

function offered(error: unknown, { path, text }: PlacedText): unknown {
  if (!(error instanceof ChartroomError) || path === undefined) return error;
  const { code, template, facts } = error;
  const remedy = { kind: 'open-file', path, ...positionIn(text, facts) } as const;
  return new ChartroomError({ code, template, facts, remedy, cause: error });
}

function positionIn(text: string, facts: Facts): { line?: number; column?: number } {
  const { line, column, field } = facts;
  if (typeof field === 'string') return locateField(text, field) ?? {};
  return {
    ...(typeof line === 'number' && { line }),
    ...(typeof column === 'number' && { column }),
  };
}
