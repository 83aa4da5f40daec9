import { blockLines, type BlockLine, type Span } from './blockLine';

/** Keys and numbers of items, from the top of the text. */
export type Path = readonly (string | number)[];

/** Where a cursor is in block YAML, which may be unfinished. */
export interface Place {
  /** A key, or what may become one: an item of a list looks like that until it has a colon. */
  readonly part: 'key' | 'value';
  /** Of the mapping for a key; of the value itself for a value. */
  readonly path: Path;
  /** The whole word at the cursor, without quotes. */
  readonly word: Span;
  /** The quote around the word, where there is one. */
  readonly quote: '"' | "'" | undefined;
  /** Of a key that has its colon. */
  readonly hasColon: boolean;
  /** True behind the dash of an item that has nothing yet, or of one that is a plain text. */
  readonly isItem: boolean;
  /** Column where the keys of the mapping begin. */
  readonly column: number;
  /** The other keys of the mapping, with their values without quotes. */
  readonly siblings: ReadonlyMap<string, string>;
}

interface Frame {
  readonly column: number;
  readonly kind: 'map' | 'seq';
  key: string | undefined;
  index: number;
  /** Of maps: each key with the number of its line. */
  readonly keys: Map<string, { readonly line: number; readonly value: string }>;
}

/** What begins a block scalar. `>=1.0.0` is none to who types it, although YAML wants quotes around it. */
const blockScalar = /^[|>][-+\d]{0,2}$/;

/** Undefined in comments, in block scalars, in flow collections, and where nothing can be. */
export function placeAt(text: string, offset: number): Place | undefined {
  const lines = blockLines(text);
  const at = lines.findIndex(({ start, end }) => offset >= start && offset <= end);
  const cursor = lines[at];
  if (!cursor || (cursor.comment && offset > cursor.comment.start)) return undefined;
  const frames: Frame[] = [];
  let found: Omit<Place, 'siblings'> | undefined;
  let mapping: Frame | undefined;
  let scalar: number | undefined;
  for (const [number, line] of lines.entries()) {
    if (scalar !== undefined && (isBlank(line) || indentOf(line) > scalar)) {
      // Behind a block scalar a line with nothing is the next key's as well as its own.
      if (number === at && !(isBlank(line) && offset - line.start <= scalar)) return undefined;
      if (number !== at) continue;
    } else if (!isBlank(line)) {
      scalar = undefined;
    }
    if (number === at && isBlank(line)) {
      const next = lines.slice(at + 1).find((later) => !isBlank(later));
      const own = next?.column === offset - line.start ? frames : [...frames];
      ({ found, mapping } = onBlankLine(line, offset, own));
      continue;
    }
    if (isBlank(line)) continue;
    enter(frames, line, text, number);
    if (blockScalar.test(valueOf(line, text))) scalar = frames.findLast(isMap)?.column ?? 0;
    if (number === at) {
      found = onLine(line, offset, text, frames);
      mapping = frames.at(-1);
    }
  }
  if (!found || !mapping) return undefined;
  const siblings = [...mapping.keys].filter(([, { line }]) => line !== at);
  return { ...found, siblings: new Map(siblings.map(([key, { value }]) => [key, value])) };
}

/** Opens and closes frames so that the last one is the mapping whose key the line has, or may get. */
function enter(frames: Frame[], line: BlockLine, text: string, number: number): void {
  for (const dash of line.dashes) {
    closeBeyond(frames, dash);
    const last = frames.at(-1);
    if (last?.kind === 'seq' && last.column === dash) last.index += 1;
    else frames.push(newFrame('seq', dash));
  }
  openMap(frames, line.column);
  const last = frames.at(-1);
  if (!last || !line.key) return;
  last.key = unquoted(text.slice(line.key.start, line.key.end));
  last.keys.set(last.key, { line: number, value: unquoted(valueOf(line, text)) });
}

function openMap(frames: Frame[], column: number): void {
  closeBeyond(frames, column);
  // A list can have the column of the key it belongs to; a key there ends it.
  const last = frames.at(-1);
  if (last?.kind === 'seq' && last.column === column) frames.pop();
  const now = frames.at(-1);
  if (now?.kind !== 'map' || now.column !== column) frames.push(newFrame('map', column));
}

function closeBeyond(frames: Frame[], column: number): void {
  while ((frames.at(-1)?.column ?? -1) > column) frames.pop();
}

function newFrame(kind: Frame['kind'], column: number): Frame {
  return { column, kind, key: undefined, index: 0, keys: new Map() };
}

function onBlankLine(
  line: BlockLine,
  offset: number,
  frames: Frame[],
): { found: Omit<Place, 'siblings'> | undefined; mapping: Frame | undefined } {
  const column = offset - line.start;
  closeBeyond(frames, column);
  const parent = frames.at(-1);
  // Deeper than a key there is only what belongs to it, and only when it has no value yet.
  const isNested = parent?.kind === 'map' && parent.column < column;
  if (isNested && parent.keys.get(parent.key ?? '')?.value !== '') {
    return { found: undefined, mapping: undefined };
  }
  openMap(frames, column);
  const found = {
    part: 'key',
    path: pathOf(frames.slice(0, -1)),
    word: { start: offset, end: offset },
    quote: undefined,
    hasColon: false,
    isItem: false,
    column,
  } as const;
  return { found, mapping: frames.at(-1) };
}

function onLine(
  line: BlockLine,
  offset: number,
  text: string,
  frames: readonly Frame[],
): Omit<Place, 'siblings'> | undefined {
  const { column, content, key, value } = line;
  const parents = pathOf(frames.slice(0, -1));
  if (key && value && offset > key.end) {
    // YAML wants a space behind the colon.
    if (text[offset - 1] === ':') return undefined;
    if (!isWord(text.slice(value.start, value.end))) return undefined;
    const path = pathOf(frames);
    return {
      part: 'value',
      path,
      hasColon: true,
      isItem: false,
      column,
      ...wordIn(value, offset, text),
    };
  }
  const lastDash = line.dashes.at(-1);
  if (lastDash !== undefined && offset <= line.start + lastDash) return undefined;
  if (offset < content.start && content.start < content.end) return undefined;
  if (!isWord(text.slice(content.start, content.end))) return undefined;
  return {
    ...{ part: 'key', path: parents, hasColon: key !== undefined, column },
    isItem: lastDash !== undefined && key === undefined,
    ...wordIn(key ?? content, offset, text),
  };
}

/** False for flow collections, block scalars, anchors, aliases and tags. */
function isWord(source: string): boolean {
  return !/^(?:[[{&*]|!(?!=))/.test(source) && !blockScalar.test(source);
}

/** An empty value is where the cursor is. */
function wordIn(span: Span, offset: number, text: string): Pick<Place, 'word' | 'quote'> {
  if (span.start === span.end) return { word: { start: offset, end: offset }, quote: undefined };
  const first = text[span.start];
  if (first !== '"' && first !== "'") return { word: span, quote: undefined };
  const isClosed = span.end - span.start > 1 && text[span.end - 1] === first;
  return { word: { start: span.start + 1, end: isClosed ? span.end - 1 : span.end }, quote: first };
}

function pathOf(frames: readonly Frame[]): Path {
  return frames.flatMap<string | number>(({ kind, key, index }) =>
    kind === 'seq' ? [index] : (key ?? []),
  );
}

function isMap({ kind }: Frame): boolean {
  return kind === 'map';
}

function isBlank({ dashes, content }: BlockLine): boolean {
  return dashes.length === 0 && content.start === content.end;
}

function indentOf({ dashes, column }: BlockLine): number {
  return dashes[0] ?? column;
}

function valueOf({ value }: BlockLine, text: string): string {
  return value ? text.slice(value.start, value.end) : '';
}

function unquoted(text: string): string {
  return /^"(.*)"$/s.exec(text)?.[1] ?? /^'(.*)'$/s.exec(text)?.[1]?.replaceAll("''", "'") ?? text;
}
