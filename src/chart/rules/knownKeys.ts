import { nearest } from '../../base/nearest';
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
  return nearest(key, Object.keys(fields), plain);
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
