import { ChartroomError, hasCode } from '../base/error';
import { giveTurn, inTimeSlices } from '../base/timeSlices';
import { columnOf, cutBlockMap, lineCount, linesOf, listItems, textBetween } from './blockMap';
import type { BlockEntry, Lines } from './blockMap';
import { entries, field, isStruct, text as textIn } from './goDecode';
import type { Place } from './goDecode';
import { parseGoYaml, parsingGoYaml } from './goYaml';
import type { GoYaml } from './goYaml';
import { goYamlOfJson } from './goYamlOfJson';
import { type IndexEntry, readIndexEntries } from './indexEntry';
import { newestFirst } from './version';
import { yamlInvalid } from './yamlInvalid';

/** The index.yaml of a chart repository: `IndexFile` in Helm's pkg/repo/v1/index.go. */
export interface RepositoryIndex {
  /** Names of the charts, as the index lists them. */
  readonly names: readonly string[];
  /**
   * The versions of a chart, newest first; none when the index does not have it. Only this chart's part is read, some
   * versions at a time.
   * @throws ChartroomError `repository.index-invalid`
   */
  versionsOf(name: string): Promise<readonly IndexEntry[]>;
}

/** What is asked of each version. The rest, such as annotations, is most of an index and is not even parsed. */
const wantedKeys = new Set(
  ['name', 'version', 'appVersion', 'created', 'deprecated', 'description', 'digest', 'urls'].map(
    (key) => key.toLowerCase(),
  ),
);

/**
 * Opens an index without reading its entries: it is cut into charts by its indentation, and each part is parsed when
 * it is asked for. JSON, which Helm takes too, and YAML of another layout is parsed whole.
 *
 * @param url of the repository, for messages
 * @throws ChartroomError `repository.index-invalid`
 */
export async function openRepositoryIndex(text: string, url: string): Promise<RepositoryIndex> {
  try {
    return openedIndex(await inTimeSlices(cutting(text, url)), url);
  } catch (error) {
    throw explained(url, error);
  }
}

function openedIndex({ charts }: CutIndex, url: string): RepositoryIndex {
  const known = new Map<string, Promise<readonly IndexEntry[]>>();
  const read = async (name: string): Promise<readonly IndexEntry[]> => {
    try {
      return newestFirst((await charts.get(name)?.()) ?? [], ({ version }) => version);
    } catch (error) {
      throw explained(url, error);
    }
  };
  return {
    names: [...charts.keys()],
    versionsOf: (name) => {
      const versions = known.get(name) ?? read(name);
      known.set(name, versions);
      return versions;
    },
  };
}

interface CutIndex {
  readonly apiVersion: string;
  readonly charts: ReadonlyMap<string, () => IndexEntry[] | Promise<IndexEntry[]>>;
}

function* cutting(text: string, url: string): Generator<void, CutIndex, void> {
  if (text.trim() === '') throw invalid(url, 'it is empty');
  const json = text.trimStart().startsWith('{') ? parseJson(text) : undefined;
  const parts = json === undefined ? yield* cutBlocks(text) : undefined;
  const index = parts ?? parsedIndex(json ?? (yield* parsingGoYaml(text, 'index.yaml')));
  if (index.apiVersion === '') throw invalid(url, 'no API version specified');
  return index;
}

function parsedIndex(document: GoYaml): CutIndex {
  const root = placeOf(document);
  isStruct(root);
  return {
    apiVersion: textIn(field(root, 'apiVersion')),
    charts: new Map(
      entries(field(root, 'entries')).map(([name, place]) => [name, () => readIndexEntries(place)]),
    ),
  };
}

/** Undefined where the text is not laid out as a block map with a block map of `entries`. */
function* cutBlocks(text: string): Generator<void, CutIndex | undefined, void> {
  const lines = linesOf(text);
  yield;
  const first = /^---\s*$/.test(textBetween(lines, 0, 1)) ? 1 : 0;
  const root = cutBlockMap(lines, 0, first, lineCount(lines));
  yield;
  const charts = root?.find(({ key }) => key === 'entries');
  if (!root || !charts) return undefined;
  if (!isKeyAlone(lines, charts)) return undefined;
  const indent = firstColumn(lines, charts.from + 1, charts.to) ?? 0;
  const cut = indent > 0 ? cutBlockMap(lines, indent, charts.from + 1, charts.to) : undefined;
  if (!cut) return undefined;
  const version = root.find(({ key }) => key === 'apiVersion');
  const head = version ? textBetween(lines, version.from, version.to) : '';
  return {
    apiVersion: textIn(field(placeOf(parseGoYaml(head, 'index.yaml')), 'apiVersion')),
    charts: new Map(cut.map((entry) => [nameOf(entry), () => readPart(lines, entry)])),
  };
}

/** Nothing but the key on its line: no anchor, no map or list in braces. */
function isKeyAlone(lines: Lines, { from }: BlockEntry): boolean {
  return /:\s*(?:#.*)?$/.test(textBetween(lines, from, from + 1).trimEnd());
}

function nameOf({ key }: BlockEntry): string {
  if (!/^["']/.test(key)) return key;
  const node = parseGoYaml(key, 'index.yaml');
  return node.kind === 'scalar' ? String(node.value) : key;
}

/** Versions that are parsed in one go, which takes a few milliseconds. */
const versionsAtOnce = 10;

/** An index can have thousands of versions of one chart, whose parsing would keep everybody else from the thread for seconds. */
async function readPart(lines: Lines, entry: BlockEntry): Promise<IndexEntry[]> {
  const found: IndexEntry[] = [];
  for (const text of wantedTexts(lines, entry)) {
    await giveTurn();
    const read = text === undefined ? undefined : readAlone(text);
    if (!read) return readVersions(textBetween(lines, entry.from, entry.to), entry.from);
    found.push(...read);
  }
  await giveTurn();
  return found;
}

/** Undefined for what cannot be read without the rest, such as an alias of what is named before. */
function readAlone(text: string): IndexEntry[] | undefined {
  try {
    return readVersions(text, 0);
  } catch (error) {
    if (hasCode(error, 'chart.yaml-invalid')) return undefined;
    throw error;
  }
}

/** @param line the one of the index that the text begins with, for errors */
function readVersions(text: string, line: number): IndexEntry[] {
  const node = shifted(line, () => parseGoYaml(text, 'index.yaml'));
  if (node.kind !== 'map') return [];
  const [list] = node.entries.values();
  return list ? readIndexEntries(placeOf(list)) : [];
}

/** The part of a chart with the wanted keys of each version only, in texts of some versions; undefined for what is no plain list of maps. */
function* wantedTexts(lines: Lines, entry: BlockEntry): Generator<string | undefined> {
  const { from, to } = entry;
  const indent = isKeyAlone(lines, entry) ? firstColumn(lines, from + 1, to) : undefined;
  const starts = indent === undefined ? [] : listItems(lines, indent, from + 1, to);
  if (starts.length === 0) yield undefined;
  for (let at = 0; at < starts.length; at += versionsAtOnce) {
    const kept = starts
      .slice(at, at + versionsAtOnce)
      .map((start, index) => wantedOfItem(lines, start, starts[at + index + 1] ?? to));
    yield kept.includes(undefined) ? undefined : `versions:\n${kept.join('')}`;
  }
}

function wantedOfItem(lines: Lines, from: number, to: number): string | undefined {
  const text = textBetween(lines, from, to).replace('-', ' ');
  const item = linesOf(text);
  const indent = firstColumn(item, 0, lineCount(item));
  if (indent === undefined) return undefined;
  const keys = cutBlockMap(item, indent, 0, lineCount(item));
  const wanted = keys?.filter(({ key }) => wantedKeys.has(key.replace(/["']/g, '').toLowerCase()));
  if (!wanted || wanted.length === 0) return undefined;
  const kept = wanted.map((key) => textBetween(item, key.from, key.to)).join('');
  return kept.replace(/^ /, '-').replace(/([^\n])$/, '$1\n');
}

function firstColumn(lines: Lines, from: number, to: number): number | undefined {
  for (let line = from; line < to; line++) {
    const column = columnOf(lines, line);
    const isComment = lines.text[(lines.starts[line] ?? 0) + (column ?? 0)] === '#';
    if (column !== undefined && !isComment) return column;
  }
  return undefined;
}

function placeOf(node: GoYaml): Place {
  return {
    node,
    path: '',
    onWrongShape: (wrong, reason) => {
      throw yamlInvalid('index.yaml', wrong.position, reason);
    },
  };
}

function parseJson(text: string): GoYaml | undefined {
  try {
    return goYamlOfJson(JSON.parse(text));
  } catch {
    // A map in braces is YAML too.
    return undefined;
  }
}

/** Errors of a part, with the line it has in the whole. */
function shifted<T>(lines: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!hasCode(error, 'chart.yaml-invalid')) throw error;
    const { line, column, reason } = error.facts;
    const position = { line: Number(line) + lines, column: Number(column) };
    throw yamlInvalid('index.yaml', position, String(reason));
  }
}

function explained(url: string, error: unknown): unknown {
  if (!hasCode(error, 'chart.yaml-invalid')) return error;
  const { line, reason } = error.facts;
  return invalid(url, `${String(reason)} (line ${String(line)})`, error);
}

function invalid(url: string, reason: string, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'repository.index-invalid',
    template: 'The index of {url} cannot be read: {reason}',
    facts: { url, reason },
    cause,
  });
}
