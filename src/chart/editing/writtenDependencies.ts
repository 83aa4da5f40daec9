import { isMap, isNode, isScalar, isSeq, parseDocument, type Node, type YAMLMap } from 'yaml';
import type { Span } from './blockLine';

/** One entry of `dependencies` as it is written, whether Helm would take it or not. */
export interface WrittenDependency extends Span {
  readonly index: number;
  /** By key; what has no text is left out. */
  readonly fields: ReadonlyMap<string, WrittenText>;
}

/** A text and where it stands, with its quotes. */
export interface WrittenText extends Span {
  readonly text: string;
}

/** The dependencies of a Chart.yaml, requirements.yaml or lock file, in block or flow form. The text need not be valid. */
export function writtenDependencies(yaml: string): readonly WrittenDependency[] {
  const list = fieldOf(contentsOf(yaml), 'dependencies');
  if (!isSeq(list)) return [];
  return list.items.flatMap((item, index) => {
    if (!isMap(item) || !item.range) return [];
    const [start, end] = item.range;
    return [{ index, start, end, fields: new Map(textFields(item)) }];
  });
}

/** The texts at the top of a Chart.yaml: `name`, `version` and so on. */
export function writtenTexts(yaml: string): ReadonlyMap<string, WrittenText> {
  const contents = contentsOf(yaml);
  return new Map(isMap(contents) ? textFields(contents) : []);
}

/** The keys at the top of a Chart.yaml in block form; undefined where it has none. */
export function writtenKeys(yaml: string): readonly string[] | undefined {
  const contents = contentsOf(yaml);
  if (!isMap(contents) || contents.flow) return undefined;
  return contents.items.flatMap(({ key }) => (isScalar(key) ? String(key.value) : []));
}

/** The texts of a list at the top of a Chart.yaml, such as `sources`. */
export function writtenList(yaml: string, key: string): readonly WrittenText[] {
  const list = fieldOf(contentsOf(yaml), key);
  return isSeq(list) ? list.items.flatMap((item) => textOf(item) ?? []) : [];
}

function contentsOf(yaml: string): Node | null {
  return parseDocument(yaml, {
    ...{ schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' },
  }).contents;
}

function fieldOf(node: Node | null, key: string): unknown {
  if (!isMap(node)) return undefined;
  return node.items.findLast((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
}

function textFields(map: YAMLMap): readonly (readonly [string, WrittenText])[] {
  return map.items.flatMap(({ key, value }) => {
    const text = textOf(value);
    return isScalar(key) && text ? [[String(key.value), text] as const] : [];
  });
}

function textOf(value: unknown): WrittenText | undefined {
  if (!isNode(value) || !isScalar(value) || !value.range) return undefined;
  const [start, end] = value.range;
  return start < end ? { text: String(value.value), start, end } : undefined;
}
