import type { TextPosition, TextRange } from './finding';

/** A file of a chart. */
export interface SourceText {
  /** From the chart's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** `\n`, or `\r\n` where the file has that. */
  readonly lineEnd: string;
  rangeOf(span: Span): TextRange;
}

/** A piece of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function sourceText(path: string, text: string): SourceText {
  let starts: readonly number[] | undefined;
  const positionAt = (offset: number): TextPosition => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
  return {
    path,
    text,
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
  };
}

/** Editors also begin a line after a lone carriage return. */
function lineStarts(text: string): readonly number[] {
  return [
    0,
    ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length),
  ];
}
