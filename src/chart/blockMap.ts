/** Lines of a text, without copying it: where each begins, and the end of the text. */
export interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
}

/** One key of a block map and the lines that are its own, `from` its key line `to` that of the next. */
export interface BlockEntry {
  /** As it is written: quotes and all. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

export function linesOf(text: string): Lines {
  const starts: number[] = [];
  let start = 0;
  while (start < text.length) {
    starts.push(start);
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  starts.push(text.length);
  return { text, starts };
}

export function lineCount({ starts }: Lines): number {
  return starts.length - 1;
}

export function textBetween({ text, starts }: Lines, from: number, to: number): string {
  return text.slice(starts[from], starts[to]);
}

const space = 0x20;
const hash = 0x23;
const dash = 0x2d;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const keyLine = /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`{}[\],?-][^#\n]*?)\s*:(?=\s|$)/y;

/**
 * Cuts the lines `from` … `to` into the entries of the block map whose keys stand at column `indent`,
 * by indentation alone: whatever belongs to a key is further in, or an item of its list. Undefined
 * when a line stands where a key has to be and is none.
 */
export function cutBlockMap(
  lines: Lines,
  indent: number,
  from: number,
  to: number,
): BlockEntry[] | undefined {
  const entries: { key: string; from: number; to: number }[] = [];
  for (let line = from; line < to; line++) {
    const column = columnOf(lines, line);
    if (column === undefined || column > indent) continue;
    const first = lines.text.charCodeAt((lines.starts[line] ?? 0) + column);
    if (first === hash || (first === dash && column === indent && entries.length > 0)) continue;
    const key = column === indent ? keyAt(lines, line, column) : undefined;
    if (key === undefined) return undefined;
    const last = entries.at(-1);
    if (last) last.to = line;
    entries.push({ key, from: line, to });
  }
  return entries;
}

/** The lines on which the items of a block list begin, whose dashes stand at column `indent`. */
export function listItems(lines: Lines, indent: number, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let line = from; line < to; line++) {
    if (columnOf(lines, line) !== indent) continue;
    const at = (lines.starts[line] ?? 0) + indent;
    const isDash = lines.text.charCodeAt(at) === dash;
    const next = lines.text.charCodeAt(at + 1);
    if (isDash && (next === space || next === lineFeed || next === carriageReturn)) {
      starts.push(line);
    }
  }
  return starts;
}

/** How many spaces a line begins with; undefined for one of nothing else. */
export function columnOf({ text, starts }: Lines, line: number): number | undefined {
  const start = starts[line] ?? 0;
  const end = starts[line + 1] ?? start;
  let at = start;
  while (at < end && text.charCodeAt(at) === space) at++;
  const code = text.charCodeAt(at);
  return at === end || code === lineFeed || code === carriageReturn ? undefined : at - start;
}

function keyAt({ text, starts }: Lines, line: number, column: number): string | undefined {
  keyLine.lastIndex = (starts[line] ?? 0) + column;
  return keyLine.exec(text)?.[1];
}
