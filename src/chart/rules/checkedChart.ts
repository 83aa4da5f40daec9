import type { ChartFacts } from './chartFacts';
import { packedFiles } from './packedFiles';
import type { Span } from './sourceText';
import { itemsOf, pairOf, textOfNode, type YamlMap, type YamlNode } from './yamlNode';
import { readYamlText, type YamlText } from './yamlText';

/** A chart whose texts are read as far as they can be. */
export interface CheckedChart {
  readonly facts: ChartFacts;
  /** Those that are not too large, by their path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Chart.yaml; empty where there is none. */
  readonly definition: YamlText;
  readonly requirements: YamlText | undefined;
  /** Chart.lock, or requirements.lock where the dependencies are in requirements.yaml. */
  readonly lock: YamlText | undefined;
  readonly values: YamlText | undefined;
  /** What .helmignore leaves of the files, where they are known. */
  readonly files: readonly string[] | undefined;
  /** Empty where it is missing. */
  readonly apiVersion: string;
  readonly dependencies: DependencyList;
}

/** Dependencies, from the file that counts. */
export interface DependencyList {
  readonly in: YamlText;
  /** The list, where there is one. */
  readonly node: YamlNode | undefined;
  /** What is a map in the list. */
  readonly items: readonly DependencyNode[];
}

export interface DependencyNode {
  readonly node: YamlMap;
  /** Empty where they are missing, as are the others. */
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly alias: string;
  readonly condition: string;
  /** Of the name, or of the whole entry. */
  readonly at: Span;
}

export function readChart(texts: ReadonlyMap<string, string>, facts: ChartFacts): CheckedChart {
  const read = (path: string) => {
    const text = texts.get(path);
    return text === undefined ? undefined : readYamlText(path, text);
  };
  const definition = read('Chart.yaml') ?? readYamlText('Chart.yaml', '');
  const requirements = read('requirements.yaml');
  const required = pairOf(requirements?.root, 'dependencies') && requirements;
  return {
    facts,
    texts,
    definition,
    requirements,
    lock: read(required ? 'requirements.lock' : 'Chart.lock') ?? read('Chart.lock'),
    values: read('values.yaml'),
    files: facts.files && packedFiles(facts.files, texts.get('.helmignore') ?? ''),
    apiVersion: textOf(definition.root, 'apiVersion'),
    dependencies: dependenciesIn(required ?? definition),
  };
}

/** The text of a field; empty where it is missing. */
export function textOf(map: YamlNode | null, name: string): string {
  return textOfNode(pairOf(map, name)?.value) ?? '';
}

export function dependenciesIn(text: YamlText): DependencyList {
  const node = pairOf(text.root, 'dependencies')?.value;
  const items = itemsOf(node).filter((item) => item.kind === 'map');
  return { in: text, node, items: items.map(dependencyOf) };
}

function dependencyOf(node: YamlMap): DependencyNode {
  const name = pairOf(node, 'name')?.value;
  return {
    node,
    name: textOfNode(name) ?? '',
    version: textOf(node, 'version'),
    repository: textOf(node, 'repository'),
    alias: textOf(node, 'alias'),
    condition: textOf(node, 'condition'),
    at: name ?? node,
  };
}
