import { textOfScalar } from './goScalar';
import type { GoYaml } from './goYaml';
import type { JsonValue } from '../base/goJson';

/** Hears of a value of the wrong shape. When it returns, the value counts as absent. */
export type OnWrongShape = (node: GoYaml, reason: string) => void;

/** A place in a document where a value may be, named by its path: `dependencies[1].alias`; the document's is empty. */
export interface Place {
  readonly node: GoYaml | undefined;
  readonly path: string;
  readonly onWrongShape: OnWrongShape;
}

/**
 * The field of a struct. Keys match in any case; of several, encoding/json lets the last one in byte
 * order win, for sigs.k8s.io/yaml sorts them on the way, and a null changes nothing.
 */
export function field(struct: Place, name: string): Place {
  const path = struct.path === '' ? name : `${struct.path}.${name}`;
  const place = { ...struct, path, node: undefined };
  if (struct.node?.kind !== 'map') return place;
  const key = [...struct.node.entries]
    .filter(([candidate, node]) => isSameField(candidate, name) && !isNull(node))
    .map(([candidate]) => candidate)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .at(-1);
  return key === undefined ? place : { ...place, node: struct.node.entries.get(key) };
}

/** True when there is a struct to take fields of; null and nothing are none. */
export function isStruct(place: Place): boolean {
  if (place.node === undefined || isNull(place.node)) return false;
  if (place.node.kind !== 'map') refuse(place, place.node, 'object');
  return place.node.kind === 'map';
}

/** A text, or a number or boolean in Go's words; empty when absent. */
export function text(place: Place): string {
  if (place.node === undefined) return '';
  if (place.node.kind === 'scalar') return textOfScalar(place.node.value);
  refuse(place, place.node, 'string');
  return '';
}

/** A boolean; a text is none, whatever it says. */
export function flag(place: Place): boolean {
  const { node } = place;
  if (node === undefined || isNull(node)) return false;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  refuse(place, node, 'bool');
  return false;
}

/** The items of a list; none when it is absent. */
export function items(place: Place): readonly Place[] {
  if (place.node === undefined || isNull(place.node)) return [];
  if (place.node.kind === 'list') {
    return place.node.items.map((node, index) => ({
      ...place,
      node,
      path: `${place.path}[${index}]`,
    }));
  }
  refuse(place, place.node, 'array');
  return [];
}

/** The entries of a map with keys of any name; none when it is absent. */
export function entries(place: Place): readonly (readonly [string, Place])[] {
  if (!isStruct(place) || place.node?.kind !== 'map') return [];
  return [...place.node.entries].map(([key, node]) => [
    key,
    { ...place, node, path: `${place.path}.${key}` },
  ]);
}

/** Any value as encoding/json gives it to an `interface{}`: every number is a 64-bit float. */
export function json(place: Place): JsonValue {
  const { node } = place;
  if (node === undefined) return null;
  switch (node.kind) {
    case 'list':
      return items(place).map(json);
    case 'map':
      return Object.fromEntries(entries(place).map(([key, value]) => [key, json(value)]));
    case 'scalar':
      if (typeof node.value === 'bigint') return Number(node.value);
      if (typeof node.value !== 'number' || Number.isFinite(node.value)) return node.value;
      refuse(place, node, 'JSON number');
      return null;
  }
}

function isSameField(key: string, name: string): boolean {
  return key === name || key.toLowerCase() === name.toLowerCase();
}

function isNull(node: GoYaml): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function refuse(place: Place, node: GoYaml, wanted: string): void {
  const where = place.path === '' ? 'the document' : `field "${place.path}"`;
  place.onWrongShape(node, `cannot unmarshal ${jsonType(node)} into ${where} of type ${wanted}`);
}

/** The words of encoding/json's UnmarshalTypeError. */
function jsonType(node: GoYaml): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'array' : 'object';
  if (typeof node.value === 'boolean') return 'bool';
  return typeof node.value === 'string' ? 'string' : 'number';
}
