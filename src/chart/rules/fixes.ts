import type { Facts } from '../../base/error';
import { nextVersions } from '../nextVersion';
import type { CheckedChart } from './checkedChart';
import type { FileEdit, Fix, FixAction } from './finding';
import { replaceScalar, scalar } from './scalarEdits';
import type { SourceText } from './sourceText';
import { insertAfterPair } from './structureEdits';
import { pairOf, textOfNode, type YamlNode } from './yamlNode';

interface FixParts {
  readonly title: string;
  readonly facts?: Facts;
  /** Undefined is an edit that cannot be made: then there is no fix. */
  readonly edits?: readonly (FileEdit | undefined)[];
  readonly action?: FixAction;
  readonly isSafe?: boolean;
}

export function fix({
  title,
  facts = {},
  edits = [],
  action,
  isSafe = false,
}: FixParts): Fix | undefined {
  const possible = edits.filter((edit) => edit !== undefined);
  if (possible.length < edits.length) return undefined;
  return { title, facts, edits: possible, isSafe, ...(action && { action }) };
}

/** Sets a field of a map: what is written there, or what is missing, after the field `after` where that is. */
export function setField(
  source: SourceText,
  map: YamlNode | null,
  field: { readonly name: string; readonly text: string; readonly after?: string },
): FileEdit | undefined {
  if (map?.kind !== 'map') return undefined;
  const pair = map.pairs.findLast(({ name, isMerged }) => name === field.name && !isMerged);
  if (!pair) {
    const after = field.after === undefined ? undefined : pairOf(map, field.after);
    return insertAfterPair(source, map, after, [`${field.name}: ${scalar(field.text)}`]);
  }
  if (pair.value.kind !== 'scalar') return undefined;
  if (pair.value.end > pair.value.start) return replaceScalar(source, pair.value, field.text);
  const colon = source.text.indexOf(':', pair.key.end) + 1;
  return { file: source.path, start: colon, end: colon, text: ` ${scalar(field.text)}` };
}

/** Each version that can follow the chart's, or another one. */
export function bumpFixes(chart: CheckedChart, from?: string): readonly (Fix | undefined)[] {
  const version = pairOf(chart.definition.root, 'version')?.value;
  if (version?.kind !== 'scalar' || version.end === version.start) return [];
  return nextVersions(from ?? textOfNode(version) ?? '').map((next) =>
    fix({
      title: 'Set the version to {version}',
      facts: { version: next.version },
      edits: [replaceScalar(chart.definition, version, next.version)],
    }),
  );
}

/** Gives the chart another name, and its folder with it where that has the old one. */
export function renameFix(chart: CheckedChart, name: string): Fix | undefined {
  const written = pairOf(chart.definition.root, 'name')?.value;
  if (written?.kind !== 'scalar') return undefined;
  const withFolder = chart.facts.folder === textOfNode(written);
  return fix({
    title: withFolder ? 'Rename the chart and its folder to {name}' : 'Rename the chart to {name}',
    facts: { name },
    edits: [replaceScalar(chart.definition, written, name)],
    ...(withFolder && { action: { kind: 'rename-folder', name } as const }),
  });
}
