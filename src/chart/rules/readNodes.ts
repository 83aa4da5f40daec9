import { isAlias, isMap, isNode, isScalar, isSeq, Scalar, type Node, type YAMLMap } from 'yaml';
import type { YamlDocument } from '../composeYaml';
import { resolvePlain, resolveTagged, textOfKey } from '../goScalar';
import type { Span } from './sourceText';
import { isEmptyNode, type YamlNode, type YamlPair, type YamlScalar } from './yamlNode';

interface Place {
  readonly targets: YamlDocument['targets'];
  readonly depth: number;
  /** Where a node without a place of its own is. */
  readonly offset: number;
  /** Set below an alias: everything there is at the alias's place. */
  readonly alias?: Span;
}

// As deep as goYaml.ts reads.
const depthLimit = 500;
// Aliases can make a small text endless.
const nodeLimit = 400_000;

/** Turns documents that the YAML package found into nodes with values as Helm's; what has no value is null. */
export function nodeReader(text: string): (document: YamlDocument) => YamlNode | null {
  let left = nodeLimit;
  const following = new Set<Node>();

  function read(node: unknown, place: Place): YamlNode {
    const span = place.alias ?? spanOf(node, place.offset);
    left -= 1;
    if (left < 0 || place.depth > depthLimit) return nothing(span);
    const inside = { ...place, depth: place.depth + 1, offset: span.start };
    if (isAlias(node)) return followed(node, { ...inside, alias: span });
    if (isMap(node)) {
      const pairs = pairsOf(node, inside);
      const isFlow = node.flow === true;
      const { end } = isFlow ? span : lastOf(span, pairs.at(-1)?.value);
      return { kind: 'map', pairs, isFlow, start: span.start, end };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => read(item, inside));
      const isFlow = node.flow === true;
      const { end } = isFlow ? span : lastOf(span, items.at(-1));
      return { kind: 'list', items, isFlow, start: span.start, end };
    }
    if (!isScalar(node)) return nothing(span);
    const length = text.slice(span.start, span.end).trimEnd().length;
    return scalarOf(node, { start: span.start, end: span.start + length });
  }

  function followed(alias: Node, place: Place): YamlNode {
    const span = place.alias ?? spanOf(alias, place.offset);
    const target = place.targets.get(alias);
    if (!target || following.has(target)) return nothing(span);
    following.add(target);
    const node = read(target, place);
    following.delete(target);
    return node;
  }

  function pairsOf(map: YAMLMap, place: Place): readonly YamlPair[] {
    const merged: YamlPair[] = [];
    const own: YamlPair[] = [];
    for (const { key, value } of map.items) {
      const keySpan = place.alias ?? spanOf(key, place.offset);
      const inner = read(value, { ...place, offset: keySpan.end });
      const name = isScalar(key) ? textOfKey(scalarOf(key, keySpan).value) : undefined;
      if (isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN) {
        merged.push(...mergedPairs(inner));
      } else if (name !== undefined) {
        own.push({ name, key: keySpan, value: inner, isMerged: false });
      }
    }
    return [...merged, ...own];
  }

  return ({ contents, targets }) => {
    const root = contents && read(contents, { targets, depth: 0, offset: 0 });
    return isEmptyNode(root) ? null : root;
  };
}

function mergedPairs(node: YamlNode): readonly YamlPair[] {
  const maps = node.kind === 'list' ? node.items.toReversed() : [node];
  return maps.flatMap((map) =>
    map.kind === 'map' ? map.pairs.map((pair) => ({ ...pair, isMerged: true })) : [],
  );
}

function spanOf(node: unknown, offset: number): Span {
  const [start = offset, end = start] = (isNode(node) ? node.range : undefined) ?? [];
  return { start, end };
}

/** What the package takes for the end of a block has the comments after it. */
function lastOf(span: Span, last: Span | undefined): Span {
  return last && last.end >= span.start && last.end <= span.end ? last : span;
}

function scalarOf(node: Scalar, span: Span): YamlScalar {
  const written = String(node.value);
  const isPlain = node.type === Scalar.PLAIN && node.tag === undefined;
  const tagged = node.tag === undefined ? written : resolveTagged(node.tag, written);
  return {
    kind: 'scalar',
    value: isPlain ? resolvePlain(written) : (tagged ?? null),
    written,
    isPlain,
    ...span,
  };
}

function nothing(span: Span): YamlScalar {
  return { kind: 'scalar', value: null, written: '', isPlain: true, ...span };
}
