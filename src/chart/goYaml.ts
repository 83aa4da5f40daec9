import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Scalar,
  type Alias,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { ChartroomError } from '../base/error';
import { inOneGo, inTimeSlices } from '../base/timeSlices';
import { composingYaml, type ComposedYaml } from './composeYaml';
import { resolvePlain, resolveTagged, textOfKey, type GoScalar } from './goScalar';
import { yamlInvalid, type Position } from './yamlInvalid';

/** A YAML document as Helm understands it: merged, aliases followed, keys turned into texts. */
export type GoYaml =
  | { readonly kind: 'scalar'; readonly value: GoScalar; readonly position: Position }
  | { readonly kind: 'list'; readonly items: readonly GoYaml[]; readonly position: Position }
  | {
      readonly kind: 'map';
      readonly entries: ReadonlyMap<string, GoYaml>;
      readonly position: Position;
    };

// go-yaml v2 lets aliases make at most 99 % of a document's nodes and, from there on, about
// 400,000 of them (decode.go, allowedAliasRatio).
const aliasedShare = 0.99;
const aliasedLimit = 400_000;
const smallDocument = 1_000;

// Room for the stack. go-yaml stops at 10,000, which no chart comes near.
const depthLimit = 500;

// scannerc.go: half of a UTF-16 pair is no character, even beside its other half.
const surrogateEscape = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/;

/**
 * Reads the first document of a YAML text the way sigs.k8s.io/yaml over go-yaml v2 does; an empty
 * text is null. `file` is the name the error speaks of.
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function parseGoYaml(text: string, file: string): GoYaml {
  return inOneGo(parsingGoYaml(text, file));
}

/** As `parseGoYaml`, for texts that may be long, such as values: others have the thread meanwhile. */
export function parseLongGoYaml(text: string, file: string): Promise<GoYaml> {
  return inTimeSlices(parsingGoYaml(text, file));
}

/** The same in steps. */
export function* parsingGoYaml(text: string, file: string): Generator<void, GoYaml, void> {
  const yaml = yield* composingYaml(text, file);
  yield;
  return readGoYaml(text, file, yaml);
}

/**
 * Reads a text that is composed already, as `parseGoYaml`.
 *
 * @throws ChartroomError `chart.yaml-invalid`
 */
export function readGoYaml(text: string, file: string, yaml: ComposedYaml): GoYaml {
  const reading = { text, file, yaml, read: 0, aliased: 0, depth: 0, following: new Set<Node>() };
  return readNode(yaml.contents, 0, reading);
}

interface Reading {
  readonly text: string;
  readonly file: string;
  readonly yaml: ComposedYaml;
  /** Nodes read so far, and how many of them through an alias. */
  read: number;
  aliased: number;
  depth: number;
  /** The aliased nodes being read: one that contains itself has no end. */
  readonly following: Set<Node>;
}

function readNode(node: unknown, parent: number, reading: Reading): GoYaml {
  const offset = offsetOf(node, parent);
  enter(reading, offset);
  const value = readEntered(node, offset, reading);
  reading.depth--;
  return value;
}

function readEntered(node: unknown, offset: number, reading: Reading): GoYaml {
  if (isAlias(node)) {
    return follow(node, offset, reading, (target) => readNode(target, offset, reading));
  }
  const position = reading.yaml.positionAt(offset);
  if (isMap(node)) {
    const entries = new Map<string, GoYaml>();
    readPairs(node, entries, reading);
    return { kind: 'map', entries, position };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => readNode(item, offset, reading));
    return { kind: 'list', items, position };
  }
  const value = isScalar(node) ? scalarValue(node, offset, reading) : null;
  return { kind: 'scalar', value, position };
}

/** Pairs count in the order they are written, a merge among them: go-yaml v2 lets it replace what precedes it. */
function readPairs(map: YAMLMap, entries: Map<string, GoYaml>, reading: Reading): void {
  const parent = offsetOf(map, 0);
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) merge(value, offsetOf(key, parent), entries, reading);
    else
      entries.set(keyText(key, parent, reading), readNode(value, offsetOf(key, parent), reading));
  }
}

function merge(
  source: unknown,
  parent: number,
  entries: Map<string, GoYaml>,
  reading: Reading,
): void {
  const offset = offsetOf(source, parent);
  if (isSeq(source)) {
    // Backwards, so that the first of them wins.
    for (const item of source.items.toReversed()) mergeMap(item, offset, entries, reading);
  } else mergeMap(source, offset, entries, reading);
}

function mergeMap(
  source: unknown,
  parent: number,
  entries: Map<string, GoYaml>,
  reading: Reading,
): void {
  const offset = offsetOf(source, parent);
  if (isAlias(source)) {
    follow(source, offset, reading, (target) => {
      mergeMap(isAlias(target) ? undefined : target, offset, entries, reading);
    });
    return;
  }
  if (!isMap(source)) {
    throw invalid(reading, offset, 'map merge requires map or sequence of maps as the value');
  }
  enter(reading, offset);
  readPairs(source, entries, reading);
  reading.depth--;
}

function keyText(key: unknown, parent: number, reading: Reading): string {
  const read = readNode(key, parent, reading);
  if (read.kind !== 'scalar' || read.value === null) {
    throw invalid(
      reading,
      offsetOf(key, parent),
      'a map key must be a text, a number or a boolean',
    );
  }
  return textOfKey(read.value);
}

function isMergeKey(key: unknown): boolean {
  if (!isScalar(key) || key.value !== '<<') return false;
  return key.tag === undefined ? key.type === Scalar.PLAIN : key.tag === 'tag:yaml.org,2002:merge';
}

function follow<T>(alias: Alias, offset: number, reading: Reading, read: (target: Node) => T): T {
  const target = reading.yaml.targets.get(alias);
  if (!target) throw invalid(reading, offset, `unknown anchor '${alias.source}' referenced`);
  if (reading.following.has(target)) {
    throw invalid(reading, offset, `anchor '${alias.source}' value contains itself`);
  }
  reading.following.add(target);
  const value = read(target);
  reading.following.delete(target);
  return value;
}

function enter(reading: Reading, offset: number): void {
  reading.read++;
  if (reading.following.size > 0) reading.aliased++;
  const { read, aliased } = reading;
  if (aliased > aliasedLimit || (read > smallDocument && aliased > read * aliasedShare)) {
    throw invalid(reading, offset, 'document contains excessive aliasing');
  }
  if (++reading.depth > depthLimit) throw invalid(reading, offset, 'exceeded max depth');
}

function scalarValue(node: Scalar, offset: number, reading: Reading): GoScalar {
  const text = scalarText(node, offset, reading);
  if (node.tag === undefined) return node.type === Scalar.PLAIN ? resolvePlain(text) : text;
  const value = resolveTagged(node.tag, text);
  if (value === undefined) {
    throw invalid(reading, offset, `cannot decode "${text}" as a ${node.tag}`);
  }
  return value;
}

function scalarText(node: Scalar, offset: number, reading: Reading): string {
  const value = String(node.value);
  const end = node.range?.[1] ?? offset;
  if (node.type === Scalar.QUOTE_DOUBLE) {
    if (surrogateEscape.test(reading.text.slice(offset, end))) {
      throw invalid(reading, offset, 'found invalid Unicode character escape code');
    }
  } else if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) {
    // go-yaml adds no line break that the file does not have.
    const isCutOff = end >= reading.text.length && !/(?:^|\n)[ \t\r]*$/.test(reading.text);
    return isCutOff ? value.replace(/\n$/, '') : value;
  }
  return value;
}

function offsetOf(node: unknown, otherwise: number): number {
  return isNode(node) ? (node.range?.[0] ?? otherwise) : otherwise;
}

function invalid(reading: Reading, offset: number, reason: string): ChartroomError {
  return yamlInvalid(reading.file, reading.yaml.positionAt(offset), reason);
}
