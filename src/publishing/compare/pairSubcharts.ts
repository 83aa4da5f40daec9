import { groupBy } from '../../base/groupBy';
import { newestFirst } from '../../chart/version';
import type { NestedChart } from './nestedChart';

/** A sub-chart of either side, or the one of both that is the same chart. */
export interface SubchartPair {
  /** What the pair is called: the name of the chart, or that of an entry where several charts have the name. */
  readonly name: string;
  readonly before: SubchartEntry | undefined;
  readonly after: SubchartEntry | undefined;
}

export interface SubchartEntry {
  /** In `charts/`. */
  readonly entry: string;
  readonly chart: NestedChart;
}

type Subcharts = NestedChart['subcharts'];

/**
 * Finds for each sub-chart the one it was before: that of the same entry, else of the same name, the newest with the
 * newest where there are several.
 */
export function pairSubcharts(before: Subcharts, after: Subcharts): readonly SubchartPair[] {
  const pairs: Omit<SubchartPair, 'name'>[] = [];
  const left = groupByName(before, (entry) => !after.has(entry));
  const right = groupByName(after, (entry) => !before.has(entry));
  for (const [entry, chart] of before) {
    const other = after.get(entry);
    if (other) pairs.push({ before: { entry, chart }, after: { entry, chart: other } });
  }
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [ones, others] = [left.get(name) ?? [], right.get(name) ?? []];
    for (let at = 0; at < Math.max(ones.length, others.length); at++) {
      pairs.push({ before: ones[at], after: others[at] });
    }
  }
  return named(pairs);
}

function groupByName(
  subcharts: Subcharts,
  isWanted: (entry: string) => boolean,
): ReadonlyMap<string, readonly SubchartEntry[]> {
  const wanted = [...subcharts].filter(([entry]) => isWanted(entry));
  const entries = wanted.map(([entry, chart]) => ({ entry, chart }));
  const sorted = newestFirst(entries, ({ chart }) => chart.metadata?.version ?? '');
  return groupBy(sorted, nameOf);
}

function named(pairs: readonly Omit<SubchartPair, 'name'>[]): readonly SubchartPair[] {
  const count = new Map<string, number>();
  for (const pair of pairs) {
    const name = nameOfPair(pair);
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  return pairs
    .map((pair) => {
      const name = nameOfPair(pair);
      const entry = (pair.after ?? pair.before)?.entry ?? name;
      return { ...pair, name: count.get(name) === 1 ? name : entry };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function nameOfPair({ before, after }: Omit<SubchartPair, 'name'>): string {
  const shown = after ?? before;
  return shown ? nameOf(shown) : '';
}

function nameOf({ entry, chart }: SubchartEntry): string {
  const name = chart.metadata?.name ?? '';
  return name === '' ? entry.replace(/\.tgz$/, '') : name;
}
