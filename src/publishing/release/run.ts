import { isAbort, type Abortable } from '../../base/abort';
import { tagOfVersion } from '../../chart/tag';
import type { Digest } from '../../oci/digest';
import type { Layout } from '../../oci/layout/layout';
import { forEachParallel } from '../../oci/parallel';
import type { CreationSettings, Registry } from '../../registries/registry';
import type { DependencySources } from '../dependencies/sources';
import { updateDependencies } from '../dependencies/update';
import { createEnsureRepository, type ensureRepository } from '../ensureRepository';
import { pushChart } from '../push';
import { offeringBump } from '../remedy';
import { resolveIfThere } from '../resolveIfThere';
import type { ReleaseChart } from './chart';
import { orderCharts, workspaceDependencies } from './order';
import { changedMeanwhile, heldBack, notPublished } from './refusal';
import type { ReleasePart } from './plan';
import { outdatedSubcharts, type OutdatedSubchart } from './subcharts';

/** A part of a plan that somebody has confirmed. */
export interface ConfirmedPart extends ReleasePart {
  /** What may be replaced; other content is left alone. */
  readonly replaces: Digest | undefined;
}

export type PartOutcome = ConfirmedPart &
  (
    | {
        /** `unchanged`: this very content was there after all. */
        readonly is: 'published' | 'unchanged';
        readonly digest: Digest;
        readonly copiedBytes: number;
        /** The repository was made for it. */
        readonly created: boolean;
        /** Sub-charts that were got anew before. */
        readonly updated: readonly string[];
      }
    | { readonly is: 'failed'; readonly error: Error }
    | { readonly is: 'cancelled' }
  );

export interface ReleaseWays {
  /** The client of a host. */
  readonly registry: (host: string) => Registry;
  readonly saved: Layout;
  readonly sources: () => Promise<DependencySources>;
  /** Saves a chart as it is on disk, and tells the reference among the saved charts. */
  readonly save: (chart: ReleaseChart, options: Abortable) => Promise<string>;
  /** How a missing repository is made there; undefined where nobody said that it may be. */
  readonly creation: (registry: Registry) => CreationSettings | undefined;
}

export interface ReleaseProgress {
  /** Parts that are over, of all. */
  readonly done: number;
  readonly total: number;
  /** Bytes that the places have so far, whether they were sent or there before. */
  readonly bytes: number;
}

export interface ReleaseOptions extends Abortable {
  readonly onProgress?: ((progress: ReleaseProgress) => void) | undefined;
}

/** Charts that are published at a time, of those that do not depend on each other. */
const chartsAtOnce = 3;

/**
 * Publishes charts to their places, each after the charts it depends on. A chart that fails holds back those that depend
 * on it, and no others. A chart whose sub-charts in charts/ are not those of the workspace any more gets its dependencies
 * updated first. Never fails, nor when it is cancelled: what became of each part is its outcome.
 *
 * @param workspace every chart that others can depend on
 */
export async function runRelease(
  parts: readonly ConfirmedPart[],
  workspace: readonly ReleaseChart[],
  ways: ReleaseWays,
  { signal, onProgress }: ReleaseOptions = {},
): Promise<readonly PartOutcome[]> {
  const outcomes = new Map<ConfirmedPart, PartOutcome>();
  const failed = new Set<string>();
  const ensure = createEnsureRepository();
  let bytes = 0;
  const report = (): void => {
    onProgress?.({ done: outcomes.size, total: parts.length, bytes });
  };
  const settle = (part: ConfirmedPart, outcome: PartOutcome): void => {
    outcomes.set(part, outcome);
    if (outcome.is === 'failed') failed.add(part.chart.directory);
    report();
  };
  const publish = async (chart: ReleaseChart, own: readonly ConfirmedPart[]): Promise<void> => {
    const blocker = workspaceDependencies(chart, workspace).find((need) =>
      failed.has(need.chart.directory),
    );
    const prepared = blocker
      ? heldBack(chart, blocker.chart)
      : await prepare(chart, workspace, ways, { signal }).catch((error: unknown) =>
          errorOf(error, signal),
        );
    for (const part of own) {
      if (prepared instanceof Error) settle(part, { ...part, is: 'failed', error: prepared });
      else settle(part, await publishPart(part, prepared, { ...ways, ensure }, signal, sent));
    }
  };
  const sent = (count: number): void => {
    bytes += count;
    report();
  };
  report();
  for (const step of orderCharts(workspace).steps) {
    const charts = step.filter((chart) => parts.some((part) => isOf(part, chart)));
    await forEachParallel(charts, chartsAtOnce, signal, (chart) =>
      publish(
        chart,
        parts.filter((part) => isOf(part, chart)),
      ),
    ).catch((error: unknown) => {
      if (!isAbort(error, signal)) throw error;
    });
    if (signal?.aborted) break;
  }
  return parts.map((part) => outcomes.get(part) ?? { ...part, is: 'cancelled' });
}

function isOf(part: ConfirmedPart, chart: ReleaseChart): boolean {
  return part.chart.directory === chart.directory;
}

interface Prepared {
  /** Among the saved charts. */
  readonly reference: string;
  readonly updated: readonly string[];
}

/** Gets what is outdated, and saves. */
async function prepare(
  chart: ReleaseChart,
  workspace: readonly ReleaseChart[],
  ways: ReleaseWays,
  options: Abortable,
): Promise<Prepared> {
  const outdated = await outdatedSubcharts(chart, workspace, options);
  for (const subchart of outdated) await checkPublished(chart, subchart, ways, options);
  if (outdated.length > 0) {
    await updateDependencies(chart.directory, await ways.sources(), options);
  }
  return {
    reference: await ways.save(chart, options),
    updated: outdated.map((subchart) => `${subchart.chart.name} ${subchart.chart.version}`),
  };
}

/** An update would quietly take an older version where that of the workspace is not there. */
async function checkPublished(
  chart: ReleaseChart,
  { chart: subchart, place }: OutdatedSubchart,
  { registry }: ReleaseWays,
  options: Abortable,
): Promise<void> {
  if (!place) return;
  const repository = registry(place.registry).repository(place.repository);
  if (await resolveIfThere(repository, tagOfVersion(subchart.version), options)) return;
  throw notPublished(chart, subchart, repository.location);
}

async function publishPart(
  part: ConfirmedPart,
  { reference, updated }: Prepared,
  ways: ReleaseWays & { readonly ensure: typeof ensureRepository },
  signal: AbortSignal | undefined,
  sent: (bytes: number) => void,
): Promise<PartOutcome> {
  const { chart, place, replaces } = part;
  const registry = ways.registry(place.registry);
  const repository = registry.repository(place.repository);
  let before = 0;
  try {
    const made = await ways.ensure(registry, place.repository, ways.creation(registry), { signal });
    const result = await pushChart(ways.saved, reference, repository, tagOfVersion(chart.version), {
      signal,
      confirmReplace: (existing) => Promise.resolve(existing.digest === replaces),
      onProgress: ({ doneBytes }) => {
        sent(doneBytes - before);
        before = doneBytes;
      },
    });
    if (result.outcome === 'declined') throw changedMeanwhile(result.reference);
    return {
      ...part,
      is: result.outcome === 'unchanged' ? 'unchanged' : 'published',
      digest: result.digest,
      copiedBytes: result.copiedBytes,
      created: made === 'created',
      updated,
    };
  } catch (error) {
    return { ...part, is: 'failed', error: errorOf(error, signal, chart) };
  }
}

/** @throws what came of a cancel */
function errorOf(error: unknown, signal: AbortSignal | undefined, chart?: ReleaseChart): Error {
  if (isAbort(error, signal)) throw error;
  const named = offeringBump(error, chart?.directory);
  return named instanceof Error ? named : new Error(String(named));
}
