import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Position } from './yamlInvalid';

/**
 * Where a field stands in a YAML text, for opening the file there: the key, or the item of a list.
 * `field` is a path such as `dependencies[1].alias`; when its end is missing, its nearest parent is
 * meant. Undefined when not even its first step is there. The text need not be valid.
 */
export function locateField(yaml: string, field: string): Position | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yaml, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const step of field.match(/[^.[\]]+/g) ?? []) {
    const found = takeStep(node, step);
    if (!found) break;
    offset = found.at.range?.[0] ?? offset;
    node = found.value;
  }
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

interface Found {
  readonly at: Node;
  readonly value: unknown;
}

function takeStep(node: unknown, step: string): Found | undefined {
  if (isSeq(node)) {
    const item: unknown = node.items[Number(step)];
    return isNode(item) ? { at: item, value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  // As in goDecode.ts: keys match in any case, and the exact one is what the author means.
  const pair =
    node.items.findLast(({ key }) => keyOf(key) === step) ??
    node.items.findLast(({ key }) => keyOf(key).toLowerCase() === step.toLowerCase());
  return pair && isNode(pair.key) ? { at: pair.key, value: pair.value } : undefined;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}
