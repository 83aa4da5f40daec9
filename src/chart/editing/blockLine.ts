/** A piece of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One line of block YAML as it looks, be it finished or not. Offsets are those of the whole text. */
export interface BlockLine {
  readonly start: number;
  /** Before the line end. */
  readonly end: number;
  /** Columns of the dashes it begins with. */
  readonly dashes: readonly number[];
  /** Column of what comes after spaces and dashes. */
  readonly column: number;
  /** What comes there, without a comment. Empty on a line that has nothing more. */
  readonly content: Span;
  /** Where the content has a key and a colon. */
  readonly key?: Span;
  /** What comes after the colon, with its quotes. */
  readonly value?: Span;
  readonly comment?: Span;
}

const keyAndColon =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/;

/** The lines of a text, each for itself: what a block scalar holds looks like keys as well. */
export function blockLines(text: string): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    lines.push(blockLine(text, start, text[end - 1] === '\r' && end > start ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

function blockLine(text: string, start: number, end: number): BlockLine {
  const line = text.slice(start, end);
  const comment = commentStart(line);
  const code = line.slice(0, comment);
  const dashes: number[] = [];
  let column = /^ */.exec(code)?.[0].length ?? 0;
  for (;;) {
    const dash = /^-(?: +|$)/.exec(code.slice(column));
    if (!dash) break;
    dashes.push(column);
    column += dash[0].length;
  }
  const content = trimmed(text, start + column, start + code.length);
  const base = { start, end, dashes, column, content };
  const match = keyAndColon.exec(text.slice(content.start, content.end));
  const [whole = '', key = ''] = match ?? [];
  return {
    ...base,
    ...(match && {
      key: { start: content.start, end: content.start + key.length },
      value: trimmed(text, content.start + whole.length, start + code.length),
    }),
    ...(comment < line.length && { comment: { start: start + comment, end } }),
  };
}

/** Where a comment begins that is in no quotes; the length of the line where none does. */
function commentStart(line: string): number {
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    const opens = at === 0 || /[\s:[{,-]/.test(line[at - 1] ?? '');
    if (quote !== undefined) {
      if (quote === '"' && character === '\\') at += 1;
      else if (character === quote) quote = undefined;
    } else if ((character === '"' || character === "'") && opens) {
      quote = character;
    } else if (character === '#' && (at === 0 || /\s/.test(line[at - 1] ?? ''))) {
      return at;
    }
  }
  return line.length;
}

/** Without the spaces on either side. Of nothing but spaces the end is left. */
function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /[ \t]/.test(text[from] ?? '')) from += 1;
  while (to > from && /[ \t]/.test(text[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}
