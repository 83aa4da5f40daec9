import { textOfScalar, type GoScalar } from '../goScalar';
import type { Span } from './sourceText';

/** An alias is the node it stands for, at the place of the alias. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar extends Span {
  readonly kind: 'scalar';
  readonly value: GoScalar;
  /** The text without quotes, escapes and folding. */
  readonly written: string;
  /** Without quotes or tag, and no block: what YAML may read as a number or boolean. */
  readonly isPlain: boolean;
}

export interface YamlList extends Span {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  /** In brackets. */
  readonly isFlow: boolean;
}

export interface YamlMap extends Span {
  readonly kind: 'map';
  /** As they are written; those that a merge brings come first. */
  readonly pairs: readonly YamlPair[];
  /** In braces. */
  readonly isFlow: boolean;
}

export interface YamlPair {
  readonly name: string;
  readonly key: Span;
  /** Null where nothing is written. */
  readonly value: YamlNode;
  readonly isMerged: boolean;
}

/** The text Helm reads where it wants one; undefined for lists and maps. */
export function textOfNode(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? textOfScalar(node.value) : undefined;
}

export function isEmptyNode(node: YamlNode | null | undefined): boolean {
  return !node || (node.kind === 'scalar' && node.value === null);
}

/** The pair of a field. As in goDecode.ts: keys match in any case, the exact one first, the last of several, and a null is none. */
export function pairOf(node: YamlNode | null | undefined, name: string): YamlPair | undefined {
  if (node?.kind !== 'map') return undefined;
  const set = node.pairs.filter(({ value }) => !isEmptyNode(value));
  return (
    set.findLast((pair) => pair.name === name) ??
    set.findLast((pair) => pair.name.toLowerCase() === name.toLowerCase())
  );
}

/** The items of a list; none of anything else. */
export function itemsOf(node: YamlNode | null | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}
