import { ChartroomError, hasCode } from '../../base/error';
import { composeYaml, type ComposedYaml } from '../../chart/composeYaml';
import { offeringToOpen } from '../../chart/openFile';
import type { Position } from '../../chart/yamlInvalid';
import { readCreation } from './creationInFile';
import { choiceIn, flagIn, listOf, mapOf, mistaken } from './fileValue';
import type { FileValue, Mistake } from './fileValue';
import type { ConflictPolicy, Mirror, MirrorSource } from './mirror';
import { readPlace, readSource, type Placing } from './sourceInFile';
import { isOneChart, targetOf } from './target';

/** How a mirror file is called unless somebody calls it otherwise. */
export const mirrorFileName = 'chartroom.mirror.yaml';

const fileKeys = ['sources', 'target', 'onConflict', 'create', 'attachments', 'provenance'];
const conflictPolicies: readonly ConflictPolicy[] = ['skip', 'replace', 'fail'];

/** A mistake and where it is. */
export interface PlacedMistake extends Mistake {
  readonly position: Position;
}

/** A mirror file as far as it can be used: entirely, or not at all. */
export type MirrorFile =
  | { readonly mirror: Mirror; readonly mistakes: readonly [] }
  | { readonly mirror: undefined; readonly mistakes: readonly PlacedMistake[] };

/**
 * Reads the text of a mirror file.
 *
 * @param path of the file, or its name where it has no place to be opened at
 * @throws ChartroomError `mirror.file-invalid` with the facts file, line, column and reason: the first mistake
 */
export function parseMirrorFile(text: string, path: string): Mirror {
  const { mirror, mistakes } = readMirrorFile(text);
  if (mirror) return mirror;
  const [first] = mistakes;
  const { line, column } = first?.position ?? { line: 1, column: 1 };
  return offeringToOpen({ text, path }, () => {
    throw new ChartroomError({
      code: 'mirror.file-invalid',
      template: '{file} cannot be used: {reason} (line {line}, column {column})',
      facts: { file: path, reason: first?.reason ?? '', line, column },
    });
  });
}

/** Reads the text of a mirror file, with all mistakes in the order of the text. */
export function readMirrorFile(text: string): MirrorFile {
  const yaml = composed(text);
  if ('mistake' in yaml) return { mirror: undefined, mistakes: [yaml.mistake] };
  const mistakes: Mistake[] = [];
  const mirror = readMirror({
    name: 'A mirror file',
    node: yaml.contents,
    offset: 0,
    aliases: yaml.targets,
    tell: (mistake) => mistakes.push(mistake),
  });
  if (mirror && mistakes.length === 0) return { mirror, mistakes: [] };
  const inOrder = mistakes.toSorted((a, b) => a.offset - b.offset);
  return {
    mirror: undefined,
    mistakes: inOrder.map((one) => ({ ...one, position: yaml.positionAt(one.offset) })),
  };
}

function composed(text: string): ComposedYaml | { readonly mistake: PlacedMistake } {
  try {
    return composeYaml(text, mirrorFileName);
  } catch (error) {
    if (!hasCode(error, 'chart.yaml-invalid')) throw error;
    const position = { line: Number(error.facts['line']), column: Number(error.facts['column']) };
    const lines = text.split('\n').slice(0, position.line - 1);
    const offset = lines.reduce((sum, line) => sum + line.length + 1, position.column - 1);
    return { mistake: { offset, position, reason: String(error.facts['reason']) } };
  }
}

function readMirror(document: FileValue): Mirror | undefined {
  const values = mapOf(document, fileKeys);
  if (!values) return undefined;
  const listed = values.get('sources');
  if (!listed) {
    mistaken(document, '"sources" is missing');
    return undefined;
  }
  const placing: Placing = { target: readPlace(values.get('target')), prefix: '' };
  const onConflict = values.get('onConflict');
  const create = values.get('create');
  const attachments = values.get('attachments');
  const provenance = values.get('provenance');
  const sources = (listOf(listed) ?? []).map((value) => ({
    value,
    source: readSource(value, placing),
  }));
  tellCollisions(sources);
  return {
    sources: sources.flatMap(({ source }) => source ?? []),
    onConflict: (onConflict && choiceIn(onConflict, conflictPolicies)) ?? 'fail',
    create: (create && readCreation(create)) ?? false,
    attachments: (attachments && flagIn(attachments)) ?? true,
    provenance: (provenance && flagIn(provenance)) ?? true,
  };
}

/** Two charts in one repository: what is found there would depend on who came first. */
function tellCollisions(
  sources: readonly { readonly value: FileValue; readonly source: MirrorSource | undefined }[],
): void {
  const owners = new Map<string, string>();
  for (const { value, source } of sources) {
    for (const chart of source?.charts ?? []) {
      if (!source || !isOneChart(chart.name)) continue;
      const { registry, repository } = targetOf(chart, chart.name);
      const place = `${registry}/${repository}`;
      const owner = `"${chart.name}" of ${source.url}`;
      const other = owners.get(place) ?? owner;
      owners.set(place, other);
      if (other === owner) continue;
      mistaken(
        value,
        `${other} and ${owner} would both go to ${place}: give one of them a target or prefix of its own`,
      );
    }
  }
}
