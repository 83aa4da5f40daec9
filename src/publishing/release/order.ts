import { resolve } from 'node:path';
import { dependencyOrigin } from '../../chart/dependencyOrigin';
import type { Dependency } from '../../chart/metadata';
import type { PublishTarget } from '../publishTarget';
import type { ReleaseChart } from './chart';

/** A dependency that another chart of the workspace is. */
export interface WorkspaceDependency {
  readonly dependency: Dependency;
  readonly chart: ReleaseChart;
  /** The place it is taken from, where it has to be published first; undefined where it is taken from the folder. */
  readonly place: PublishTarget | undefined;
}

/** In what order charts are published, so that no chart comes before what it depends on. */
export interface ReleaseOrder {
  /** Charts of one step depend on none of the same or a later one. In each, the order they were given in. */
  readonly steps: readonly (readonly ReleaseChart[])[];
  /** Charts that depend on each other in a circle, each from some chart around to it; they are in no step, and nor is what depends on them. */
  readonly cycles: readonly (readonly ReleaseChart[])[];
}

export function orderCharts(charts: readonly ReleaseChart[]): ReleaseOrder {
  const needs = new Map(
    charts.map((chart) => [
      chart,
      workspaceDependencies(chart, charts).map((found) => found.chart),
    ]),
  );
  const steps: ReleaseChart[][] = [];
  const done = new Set<ReleaseChart>();
  let left = [...charts];
  while (left.length > 0) {
    const step = left.filter((chart) => needs.get(chart)?.every((other) => done.has(other)));
    if (step.length === 0) break;
    steps.push(step);
    for (const chart of step) done.add(chart);
    left = left.filter((chart) => !done.has(chart));
  }
  return { steps, cycles: cyclesAmong(left, needs) };
}

/** The charts among `charts` that one depends on, by `file://` or by a place that they are published to. */
export function workspaceDependencies(
  chart: ReleaseChart,
  charts: readonly ReleaseChart[],
): readonly WorkspaceDependency[] {
  return chart.dependencies.flatMap((dependency) => {
    for (const other of charts) {
      const origin = originIn(other, chart, dependency);
      if (origin) return [{ dependency, chart: other, place: origin.place }];
    }
    return [];
  });
}

/** Undefined where the dependency is not this chart. */
function originIn(
  other: ReleaseChart,
  { directory }: ReleaseChart,
  dependency: Dependency,
): { readonly place: PublishTarget | undefined } | undefined {
  const origin = dependencyOrigin(dependency);
  if (origin.kind === 'folder') {
    return resolve(directory, origin.path) === resolve(other.directory)
      ? { place: undefined }
      : undefined;
  }
  if (origin.kind !== 'oci') return undefined;
  const place = other.places.find(
    ({ registry, repository }) => registry === origin.host && repository === origin.repository,
  );
  return place && { place };
}

/** Each circle once. Every chart that is left depends on another one that is left. */
function cyclesAmong(
  left: readonly ReleaseChart[],
  needs: ReadonlyMap<ReleaseChart, readonly ReleaseChart[]>,
): ReleaseChart[][] {
  const cycles: ReleaseChart[][] = [];
  const seen = new Set<ReleaseChart>();
  for (const start of left) {
    const path: ReleaseChart[] = [];
    let chart: ReleaseChart | undefined = start;
    while (chart && !seen.has(chart)) {
      seen.add(chart);
      path.push(chart);
      chart = needs.get(chart)?.find((other) => left.includes(other));
    }
    const from = chart ? path.indexOf(chart) : -1;
    if (from >= 0) cycles.push(path.slice(from));
  }
  return cycles;
}
