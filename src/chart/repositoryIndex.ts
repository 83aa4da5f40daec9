import { ChartroomError, hasCode } from '../base/error';
import { columnOf, cutBlockMap, lineCount, linesOf, listItems, textBetween } from './blockMap';
import type { BlockEntry, Lines } from './blockMap';
import { entries, field, isStruct, text as textIn } from './goDecode';
import type { Place } from './goDecode';
import { parseGoYaml } from './goYaml';
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
   * The versions of a chart, newest first; none when the index does not have it. Only this chart's part is read.
   * @throws ChartroomError `repository.index-invalid`
   */
  versionsOf(name: string): readonly IndexEntry[];
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
export function openRepositoryIndex(text: string, url: string): RepositoryIndex {
  return explaining(url, () => {
    if (text.trim() === '') throw invalid(url, 'it is empty');
    const json = text.trimStart().startsWith('{') ? parseJson(text) : undefined;
    const parts = json === undefined ? cutIndex(text) : undefined;
    const index = parts ?? parsedIndex(json ?? parseGoYaml(text, 'index.yaml'));
    if (index.apiVersion === '') throw invalid(url, 'no API version specified');
    const known = new Map<string, readonly IndexEntry[]>();
    return {
      names: [...index.charts.keys()],
      versionsOf: (name) => {
        const read = (): readonly IndexEntry[] =>
          newestFirst(index.charts.get(name)?.() ?? [], ({ version }) => version);
        const versions = known.get(name) ?? explaining(url, read);
        known.set(name, versions);
        return versions;
      },
    };
  });
}

interface CutIndex {
  readonly apiVersion: string;
  readonly charts: ReadonlyMap<string, () => IndexEntry[]>;
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
function cutIndex(text: string): CutIndex | undefined {
  const lines = linesOf(text);
  const first = /^---\s*$/.test(textBetween(lines, 0, 1)) ? 1 : 0;
  const root = cutBlockMap(lines, 0, first, lineCount(lines));
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

function readPart(lines: Lines, entry: BlockEntry): IndexEntry[] {
  const node = shifted(entry.from, () => {
    const parts = isKeyAlone(lines, entry) ? wantedText(lines, entry) : undefined;
    return parseGoYaml(parts ?? textBetween(lines, entry.from, entry.to), 'index.yaml');
  });
  if (node.kind !== 'map') return [];
  const [list] = node.entries.values();
  return list ? readIndexEntries(placeOf(list)) : [];
}

/** The part of a chart with the wanted keys of each version only; undefined when it is no plain list of maps. */
function wantedText(lines: Lines, { from, to }: BlockEntry): string | undefined {
  const indent = firstColumn(lines, from + 1, to);
  if (indent === undefined) return undefined;
  const starts = listItems(lines, indent, from + 1, to);
  const kept = starts.map((start, index) => wantedOfItem(lines, start, starts[index + 1] ?? to));
  if (starts.length === 0 || kept.includes(undefined)) return undefined;
  return `versions:\n${kept.join('')}`;
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

function explaining<T>(url: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!hasCode(error, 'chart.yaml-invalid')) throw error;
    const { line, reason } = error.facts;
    throw invalid(url, `${String(reason)} (line ${String(line)})`, error);
  }
}

function invalid(url: string, reason: string, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'repository.index-invalid',
    template: 'The index of {url} cannot be read: {reason}',
    facts: { url, reason },
    cause,
  });
}
