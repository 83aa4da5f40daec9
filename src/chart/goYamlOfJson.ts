import type { GoYaml } from './goYaml';

// Deeper values are dropped: a blob from a registry must not exhaust the stack.
const depthLimit = 100;

/** Parsed JSON as the tree that YAML gives, so that one reader serves both. It has no positions. */
export function goYamlOfJson(value: unknown, depth = 0): GoYaml {
  const position = { line: 1, column: 1 };
  if (depth < depthLimit && Array.isArray(value)) {
    const items = value.map((item: unknown) => goYamlOfJson(item, depth + 1));
    return { kind: 'list', items, position };
  }
  if (depth < depthLimit && typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]): [string, GoYaml] => [
      key,
      goYamlOfJson(item, depth + 1),
    ]);
    return { kind: 'map', entries: new Map(entries), position };
  }
  return { kind: 'scalar', value: isScalar(value) ? value : null, position };
}

function isScalar(value: unknown): value is boolean | number | string {
  return ['boolean', 'number', 'string'].includes(typeof value);
}
