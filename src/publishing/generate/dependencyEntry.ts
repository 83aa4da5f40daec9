import { ChartroomError } from '../../base/error';
import type { TextEdit } from '../../chart/replaceVersion';
import { composeDocuments } from '../../chart/composeYaml';
import { nodeReader } from '../../chart/rules/readNodes';
import { scalar } from '../../chart/rules/scalarEdits';
import { sourceText, type SourceText } from '../../chart/rules/sourceText';
import { appendItem, appendLines, insertAfterPair } from '../../chart/rules/structureEdits';
import {
  isEmptyNode,
  itemsOf,
  pairOf,
  textOfNode,
  type YamlNode,
} from '../../chart/rules/yamlNode';
import {
  lastPartOf,
  locationOf,
  neededVersion,
  parentOf,
  type ChartReference,
} from './chartReference';

/** An entry of `dependencies` in a Chart.yaml. */
export interface DependencyEntry {
  readonly name: string;
  /** A constraint. */
  readonly version: string;
  readonly repository: string;
}

/**
 * The entry by which another chart depends on a published one.
 * @param constraint for its version; that very version where undefined
 * @throws ChartroomError `generate.no-version`, `generate.dependency-unreachable`
 */
export function dependencyEntry(reference: ChartReference, constraint?: string): DependencyEntry {
  const version = neededVersion(reference, 'Helm');
  const name = reference.chart ?? lastPartOf(reference);
  if (name !== lastPartOf(reference)) {
    // pkg/downloader/manager.go, findChartURL: the name is added to the repository.
    throw new ChartroomError({
      code: 'generate.dependency-unreachable',
      template:
        'No chart can depend on {name} at {location}: Helm looks for a dependency in a repository that is called as the chart',
      facts: { name, location: locationOf(reference) },
    });
  }
  return { name, version: constraint ?? version, repository: `oci://${parentOf(reference)}` };
}

/** The entry as it is pasted below `dependencies:`. */
export function dependencyText(entry: DependencyEntry): string {
  const [first = '', ...rest] = entryLines(entry);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`), ''].join('\n');
}

/**
 * The edit that adds the entry to a Chart.yaml and touches nothing else.
 *
 * @param file for messages
 * @throws ChartroomError `generate.dependency-there`, `generate.dependency-no-place`
 */
export function addDependency(yaml: string, entry: DependencyEntry, file: string): TextEdit {
  const source = sourceText(file, yaml);
  const { documents, fault } = composeDocuments(yaml, { limit: 1 });
  const [document] = documents;
  const root = document && !fault ? nodeReader(yaml)(document) : null;
  const list = pairOf(root, 'dependencies');
  const there = itemsOf(list?.value).some(
    (item) => textOfNode(pairOf(item, 'name')?.value) === entry.name && !pairOf(item, 'alias'),
  );
  if (there) {
    throw new ChartroomError({
      code: 'generate.dependency-there',
      template: '{file} depends on {name} already; a second time it would need an alias',
      facts: { file, name: entry.name },
      remedy: { kind: 'open-file', path: file },
    });
  }
  const edit = list
    ? appendItem(source, list.value, entryLines(entry))
    : newList(source, root, entry);
  if (edit) return edit;
  throw new ChartroomError({
    code: 'generate.dependency-no-place',
    template: 'The dependencies of {file} are not written in lines of their own, so none is added',
    facts: { file },
    remedy: { kind: 'open-file', path: file },
  });
}

/** Where the key is without items, they come below it; where it is not, at the end. */
function newList(source: SourceText, root: YamlNode | null, entry: DependencyEntry) {
  if (root?.kind !== 'map' || root.isFlow) return undefined;
  const lines = dependencyText(entry)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  const empty = root.pairs.findLast(
    ({ name, value }) => name === 'dependencies' && isEmptyNode(value),
  );
  if (!empty) return appendLines(source, ['dependencies:', ...lines]);
  // Behind `dependencies: []` or a null that is written nothing can be added.
  const written = source.text.slice(empty.key.end, empty.value.end).replace(/^\s*:/, '').trim();
  return written === '' ? insertAfterPair(source, root, empty, lines) : undefined;
}

function entryLines({ name, version, repository }: DependencyEntry): readonly string[] {
  return [
    `name: ${scalar(name)}`,
    `version: ${scalar(version)}`,
    `repository: ${scalar(repository)}`,
  ];
}
