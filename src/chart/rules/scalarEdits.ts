import { resolvePlain } from '../goScalar';
import type { FileEdit } from './finding';
import type { SourceText, Span } from './sourceText';

/** Gives a scalar another text. Quotes stay as they are, and come where the text would not be one without. */
export function replaceScalar(source: SourceText, span: Span, text: string): FileEdit {
  const written = source.text.slice(span.start, span.end);
  const next = written.startsWith("'")
    ? singleQuoted(text)
    : written.startsWith('"')
      ? doubleQuoted(text)
      : scalar(text);
  return { file: source.path, start: span.start, end: span.end, text: next };
}

/** Puts quotes around a scalar that has none. */
export function quoteScalar(source: SourceText, span: Span): FileEdit {
  const written = source.text.slice(span.start, span.end);
  return { file: source.path, start: span.start, end: span.end, text: doubleQuoted(written) };
}

/** A text as YAML, quoted where it has to be. */
export function scalar(text: string): string {
  const isPlain = /^[A-Za-z0-9~^][\w.+/:@~^-]*$/.test(text) && !text.endsWith(':');
  return isPlain && resolvePlain(text) === text ? text : doubleQuoted(text);
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
