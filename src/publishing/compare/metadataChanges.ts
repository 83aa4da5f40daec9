import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../../base/groupBy';
import type { Dependency, UncheckedMetadata } from '../../chart/metadata';

/** A field of Chart.yaml or of one of its dependencies that says something else. */
export interface FieldChange {
  readonly field: string;
  /** Absent where the field was not there. */
  readonly before?: string;
  readonly after?: string;
}

export interface DependencyChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** By which the chart knows it: the alias, else the name. */
  readonly name: string;
  /** What is different; of a new one and one that is gone, all that is said of it. */
  readonly fields: readonly FieldChange[];
}

/** What users of a chart want to know of; descriptions, keywords and people are not among it. */
const told = ['name', 'version', 'appVersion', 'kubeVersion', 'type', 'deprecated'] as const;

export function metadataChanges(
  before: UncheckedMetadata,
  after: UncheckedMetadata,
): readonly FieldChange[] {
  return told.flatMap((field) => fieldChange(field, textOf(before[field]), textOf(after[field])));
}

export function dependencyChanges(
  before: UncheckedMetadata,
  after: UncheckedMetadata,
): readonly DependencyChange[] {
  const [left, right] = [byName(before), byName(after)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [one, other] = [left.get(name) ?? [], right.get(name) ?? []];
    const count = Math.max(one.length, other.length);
    return Array.from({ length: count }, (_, at) => changeOf(name, one[at], other[at])).flat();
  });
}

function changeOf(
  name: string,
  before: Dependency | undefined,
  after: Dependency | undefined,
): readonly DependencyChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [one, other] = [fieldsOf(before), fieldsOf(after)];
  const fields = [...new Set([...one.keys(), ...other.keys()])].flatMap((field) =>
    fieldChange(field, one.get(field), other.get(field)),
  );
  if (fields.length === 0) return [];
  return [{ change: !before ? 'added' : !after ? 'removed' : 'changed', name, fields }];
}

/** Charts may name a dependency twice, each time under another condition. */
function byName({ dependencies }: UncheckedMetadata): ReadonlyMap<string, readonly Dependency[]> {
  const named = (dependencies ?? []).filter((dependency) => dependency !== null);
  return groupBy(named, ({ alias, name }) => alias ?? name);
}

function fieldsOf(dependency: Dependency | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [field, value] of Object.entries(dependency ?? {})) {
    const text = textOf(value);
    const written = field === 'importValues' ? 'import-values' : field;
    if (text !== undefined) fields.set(written, text);
  }
  return fields;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function fieldChange(
  field: string,
  before: string | undefined,
  after: string | undefined,
): readonly FieldChange[] {
  if (before === after) return [];
  return [
    { field, ...(before !== undefined && { before }), ...(after !== undefined && { after }) },
  ];
}
