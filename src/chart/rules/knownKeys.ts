import type { YamlNode } from './yamlNode';

/** What a field holds: a text, a boolean, texts, anything in a list, or structs with fields of their own. */
export type FieldShape = 'text' | 'flag' | 'texts' | 'textMap' | 'anythings' | StructList;

export interface StructList {
  readonly fields: Fields;
}

export type Fields = Readonly<Record<string, FieldShape>>;

const maintainer: Fields = { name: 'text', email: 'text', url: 'text' };

const dependency: Fields = {
  name: 'text',
  version: 'text',
  repository: 'text',
  condition: 'text',
  tags: 'texts',
  enabled: 'flag',
  'import-values': 'anythings',
  alias: 'text',
};

const dependencies: Fields = { dependencies: { fields: dependency } };

const chart: Fields = {
  apiVersion: 'text',
  name: 'text',
  version: 'text',
  kubeVersion: 'text',
  description: 'text',
  type: 'text',
  keywords: 'texts',
  home: 'text',
  sources: 'texts',
  ...dependencies,
  maintainers: { fields: maintainer },
  icon: 'text',
  appVersion: 'text',
  deprecated: 'flag',
  annotations: 'textMap',
  condition: 'text',
  tags: 'text',
};

const lock: Fields = { ...dependencies, digest: 'text', generated: 'text' };

/** The structs Helm reads each file into: `Metadata`, `Dependency`, `Maintainer` and `Lock` of pkg/chart/v2. */
export const fieldsOfFile: ReadonlyMap<string, Fields> = new Map([
  ['Chart.yaml', chart],
  ['requirements.yaml', dependencies],
  ['Chart.lock', lock],
  ['requirements.lock', lock],
]);

export function shapeOf(fields: Fields, key: string): FieldShape | undefined {
  if (Object.hasOwn(fields, key)) return fields[key];
  const name = Object.keys(fields).find((known) => known.toLowerCase() === key.toLowerCase());
  return name === undefined ? undefined : fields[name];
}

/** The known key a mistyped one is nearest to; undefined when none is near. */
export function nearestKey(fields: Fields, key: string): string | undefined {
  const limit = Math.max(1, Math.floor(key.length / 3));
  const wanted = plain(key);
  const [nearest] = Object.keys(fields)
    .map((known) => ({ known, distance: editDistance(wanted, plain(known)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return nearest?.known;
}

export function kindOf(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind;
  if (typeof node.value === 'boolean') return 'boolean';
  return typeof node.value === 'string' ? 'text' : 'number';
}

/** `app_version` and `app-version` are `appVersion` but for how they are written. */
function plain(key: string): string {
  return key.slice(0, 64).toLowerCase().replace(/[-_ ]/g, '');
}

/** Optimal string alignment: how many letters are missing, too many, wrong or swapped. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (before[column - 2] ?? cost) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
