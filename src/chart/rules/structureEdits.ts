import type { FileEdit } from './finding';
import type { SourceText, Span } from './sourceText';
import type { YamlList, YamlNode, YamlPair } from './yamlNode';

/** Adds lines of a block map after one of its pairs; undefined where the map is in braces. */
export function insertAfterPair(
  source: SourceText,
  map: YamlNode | null,
  after: YamlPair | undefined,
  lines: readonly string[],
): FileEdit | undefined {
  if (map?.kind !== 'map' || map.isFlow) return undefined;
  const previous = after ?? map.pairs.findLast(({ isMerged }) => !isMerged);
  if (!previous) return undefined;
  const indent = ' '.repeat(columnOf(source, previous.key.start));
  const at = startOfNextLine(source, Math.max(previous.value.end, previous.key.end));
  return insertLines(
    source,
    at,
    lines.map((line) => indent + line),
  );
}

/** Adds lines at the end of a text that may have none. */
export function appendLines(source: SourceText, lines: readonly string[]): FileEdit {
  return insertLines(source, source.text.length, lines);
}

/** Adds an item, given as the lines of a map, to the end of a block list. */
export function appendItem(
  source: SourceText,
  list: YamlNode | undefined,
  lines: readonly string[],
): FileEdit | undefined {
  const last = list?.kind === 'list' && !list.isFlow ? list.items.at(-1) : undefined;
  const dash = last && dashOf(source, last);
  if (!last || dash === undefined) return undefined;
  const indent = ' '.repeat(columnOf(source, dash));
  const item = lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`);
  return insertLines(source, startOfNextLine(source, last.end), item);
}

/** Takes away a pair and the lines it is on; undefined where it shares them. */
export function removePair(source: SourceText, pair: YamlPair): FileEdit | undefined {
  return removeLines(source, pair.key.start, Math.max(pair.key.end, pair.value.end));
}

/** Takes away an item and the lines it is on. The last one takes the whole list along: a key without items is no list. */
export function removeItem(
  source: SourceText,
  pair: YamlPair | undefined,
  list: YamlList,
  item: Span,
): FileEdit | undefined {
  if (list.isFlow) return undefined;
  if (list.items.length === 1) return pair && removePair(source, pair);
  const dash = dashOf(source, item);
  return dash === undefined ? undefined : removeLines(source, dash, Math.max(item.end, dash + 1));
}

/** The dash of an item that has nothing else. */
export function emptyItemSpot(source: SourceText, item: Span): Span {
  const dash = item.start === item.end ? dashOf(source, item) : undefined;
  return dash === undefined ? item : { start: dash, end: dash + 1 };
}

function removeLines(source: SourceText, from: number, to: number): FileEdit | undefined {
  const start = source.text.lastIndexOf('\n', from - 1) + 1;
  if (source.text.slice(start, from).trim() !== '') return undefined;
  return { file: source.path, start, end: startOfNextLine(source, to), text: '' };
}

function dashOf(source: SourceText, item: Span): number | undefined {
  const dash = source.text.lastIndexOf('-', item.start === item.end ? item.start : item.start - 1);
  const between = dash < 0 ? '?' : source.text.slice(dash + 1, item.start);
  return between.trim() === '' ? dash : undefined;
}

function insertLines(source: SourceText, at: number, lines: readonly string[]): FileEdit {
  const needsEnd = at > 0 && source.text[at - 1] !== '\n';
  const text = lines.join(source.lineEnd);
  // A text that does not end its last line goes on that way.
  const ended = needsEnd ? source.lineEnd + text : text + source.lineEnd;
  return { file: source.path, start: at, end: at, text: ended };
}

function columnOf(source: SourceText, offset: number): number {
  return source.rangeOf({ start: offset, end: offset }).start.character;
}

/** Where the line after the one at an offset begins, or the text ends. */
function startOfNextLine(source: SourceText, offset: number): number {
  const end = source.text.indexOf('\n', offset);
  return end < 0 ? source.text.length : end + 1;
}
