import {
  entries,
  field,
  flag,
  isStruct,
  items,
  json,
  text,
  type OnWrongShape,
  type Place,
} from './goDecode';
import type { GoYaml } from './goYaml';
import type { Dependency, Maintainer, UncheckedMetadata } from './metadata';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const metadataTexts = [
  'home',
  'description',
  'icon',
  'apiVersion',
  'condition',
  'tags',
  'appVersion',
  'kubeVersion',
  'type',
] as const;
const maintainerTexts = ['name', 'email', 'url'] as const;
const dependencyTexts = ['version', 'condition', 'alias'] as const;

/** Metadata from a document, as encoding/json fills Helm's struct; what is empty stays absent. */
export function readMetadata(node: GoYaml, onWrongShape: OnWrongShape): UncheckedMetadata {
  const document = {
    node: isStruct({ node, path: '', onWrongShape }) ? node : undefined,
    path: '',
    onWrongShape,
  };
  const metadata: Writable<UncheckedMetadata> = {
    name: text(field(document, 'name')),
    version: text(field(document, 'version')),
  };
  setTexts(metadata, metadataTexts, document);
  for (const key of ['sources', 'keywords'] as const) {
    const texts = items(field(document, key)).map(text);
    if (texts.length > 0) metadata[key] = texts;
  }
  if (flag(field(document, 'deprecated'))) metadata.deprecated = true;
  const annotations = entries(field(document, 'annotations'));
  if (annotations.length > 0) {
    metadata.annotations = Object.fromEntries(
      annotations.map(([key, value]) => [key, text(value)]),
    );
  }
  const maintainers = items(field(document, 'maintainers')).map(readMaintainer);
  if (maintainers.length > 0) metadata.maintainers = maintainers;
  const dependencies = items(field(document, 'dependencies')).map(readDependency);
  if (dependencies.length > 0) metadata.dependencies = dependencies;
  return metadata;
}

function readMaintainer(place: Place): Maintainer | null {
  if (!isStruct(place)) return null;
  const maintainer: Writable<Maintainer> = {};
  setTexts(maintainer, maintainerTexts, place);
  return maintainer;
}

function readDependency(place: Place): Dependency | null {
  if (!isStruct(place)) return null;
  const dependency: Writable<Dependency> = {
    name: text(field(place, 'name')),
    repository: text(field(place, 'repository')),
  };
  setTexts(dependency, dependencyTexts, place);
  const tags = items(field(place, 'tags')).map(text);
  if (tags.length > 0) dependency.tags = tags;
  if (flag(field(place, 'enabled'))) dependency.enabled = true;
  const importValues = items(field(place, 'import-values')).map(json);
  if (importValues.length > 0) dependency.importValues = importValues;
  return dependency;
}

function setTexts<K extends string>(
  target: Partial<Record<K, string>>,
  keys: readonly K[],
  struct: Place,
): void {
  for (const key of keys) {
    const value = text(field(struct, key));
    if (value !== '') target[key] = value;
  }
}
