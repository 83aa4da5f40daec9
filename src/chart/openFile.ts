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
    if (!(error instanceof ChartroomError) || file.path === undefined) throw error;
    throw new ChartroomError({
      code: error.code,
      template: error.template,
      facts: error.facts,
      remedy: { kind: 'open-file', path: file.path, ...positionIn(file.text, error.facts) },
      cause: error,
    });
  }
}

function positionIn(text: string, facts: Facts): { line?: number; column?: number } {
  const { line, column, field } = facts;
  if (typeof field === 'string') return locateField(text, field) ?? {};
  return {
    ...(typeof line === 'number' && { line }),
    ...(typeof column === 'number' && { column }),
  };
}
