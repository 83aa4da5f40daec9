import { ChartroomError } from '../../base/error';
import { parseLongGoYaml, type GoYaml } from '../../chart/goYaml';
import { helmPath } from './helmPath';
import { isSameValue, textOfValue, typeOfValue, type ValueType } from './value';

/** A default that is another, or is new or gone. Lists are values; maps are the keys in them. */
export interface ValueChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** As `--set` of the outermost chart takes it. */
  readonly path: string;
  /** On one line, as JSON. Absent for what is added. */
  readonly before?: string;
  /** Absent for what is removed. */
  readonly after?: string;
  /** Where it was a value of another type before. */
  readonly types?: { readonly before: ValueType; readonly after: ValueType };
}

/** Why the values of one side cannot be read. */
export interface ValuesProblem {
  readonly side: 'before' | 'after';
  readonly reason: string;
}

export interface ValuesComparison {
  readonly changes: readonly ValueChange[];
  readonly problems: readonly ValuesProblem[];
}

/**
 * Compares two texts of a values.yaml as Helm reads them. What Helm would not read is told, and compares with nothing.
 * Others get the thread meanwhile: texts of 5,000 lines are what some charts have.
 *
 * @param prefix the keys at which the outermost chart has the values
 */
export async function compareValues(
  before: string,
  after: string,
  prefix: readonly string[] = [],
): Promise<ValuesComparison> {
  const one = await readValues(before, 'before');
  const other = await readValues(after, 'after');
  const problems = [one, other].filter((read): read is ValuesProblem => 'reason' in read);
  if ('reason' in one || 'reason' in other) return { changes: [], problems };
  return { changes: [...changesBetween(one, other, prefix)], problems };
}

type Values = ReadonlyMap<string, GoYaml>;

async function readValues(
  text: string,
  side: ValuesProblem['side'],
): Promise<Values | ValuesProblem> {
  try {
    const read = await parseLongGoYaml(text, 'values.yaml');
    if (read.kind === 'map') return read.entries;
    if (read.kind === 'scalar' && read.value === null) return new Map();
    return { side, reason: `values.yaml is a ${typeOfValue(read)}, not a map` };
  } catch (error) {
    if (error instanceof ChartroomError) return { side, reason: error.message };
    throw error;
  }
}

function* changesBetween(
  before: Values,
  after: Values,
  above: readonly string[],
): Generator<ValueChange> {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const keys = [...above, key];
    const [one, other] = [before.get(key), after.get(key)];
    if (!one) yield* other ? leaves(other, keys, 'added') : [];
    else if (!other) yield* leaves(one, keys, 'removed');
    else if (one.kind === 'map' && other.kind === 'map') {
      yield* changesBetween(one.entries, other.entries, keys);
    } else if (!isSameValue(one, other)) yield changed(one, other, keys);
  }
}

function* leaves(
  node: GoYaml,
  keys: readonly string[],
  change: 'added' | 'removed',
): Generator<ValueChange> {
  if (node.kind === 'map' && node.entries.size > 0) {
    for (const [key, value] of node.entries) yield* leaves(value, [...keys, key], change);
    return;
  }
  const text = textOfValue(node);
  const path = helmPath(keys);
  yield change === 'added' ? { change, path, after: text } : { change, path, before: text };
}

function changed(one: GoYaml, other: GoYaml, keys: readonly string[]): ValueChange {
  const [before, after] = [typeOfValue(one), typeOfValue(other)];
  return {
    change: 'changed',
    path: helmPath(keys),
    before: textOfValue(one),
    after: textOfValue(other),
    ...(before !== after && { types: { before, after } }),
  };
}
