import type { Abortable } from '../../base/abort';
import { isAbort } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import { onceEach } from '../../base/onceEach';
import { loadChartFolder } from '../../chart/folder';
import { tagOfVersion } from '../../chart/tag';
import type { Digest } from '../../oci/digest';
import { forEachParallel } from '../../oci/parallel';
import type { Registry, Repository } from '../../registries/registry';
import { foreseePush } from '../foreseePush';
import { lacksRepository } from '../missingRepository';
import type { PublishStates } from '../publishState';
import type { PublishTarget } from '../publishTarget';
import type { ReleaseChart } from './chart';
import { orderCharts } from './order';
import { standingOf } from './standing';
import { outdatedSubcharts, type OutdatedSubchart } from './subcharts';

/** One chart to one place. */
export interface ReleasePart {
  readonly chart: ReleaseChart;
  readonly place: PublishTarget;
}

/** What publishing would do. */
export type Verdict =
  /** The version is not there, and no newer one either. */
  | { readonly is: 'publish'; readonly repositoryMissing: boolean }
  /** The version is not there, and a newer one is. */
  | { readonly is: 'behind'; readonly newest: string | undefined }
  /** The tag would move from other content. */
  | { readonly is: 'replace'; readonly existing: Digest }
  /** The tag names other content for good. */
  | { readonly is: 'immutable'; readonly existing: Digest | undefined; readonly reason: string }
  /** This very content is there. */
  | { readonly is: 'done'; readonly digest: Digest }
  | { readonly is: 'impossible'; readonly error: ChartroomError };

export interface PlannedPart extends ReleasePart {
  readonly verdict: Verdict;
  /** Sub-charts that are got anew before, which changes charts/ and the lock. */
  readonly updates: readonly OutdatedSubchart[];
}

export interface PlanWays {
  /** The client of a host that charts are published to. */
  readonly registry: (host: string) => Registry;
  readonly states: PublishStates;
  /** The digest that a save of what is in a folder has. */
  readonly digest: (directory: string, options: Abortable) => Promise<Digest>;
}

export interface PlanOptions extends Abortable {
  /** Where only some places of a chart are meant: nobody else is asked. All when not given. */
  readonly takes?: ((part: ReleasePart) => boolean) | undefined;
}

/** Charts that are looked up at a time. */
const lookUpsAtOnce = 6;

/**
 * Finds out what publishing these charts to their places would do, asking each place anew. What cannot be published is in
 * the plan with the reason. In the order of publishing, and of the places of each chart.
 *
 * @param workspace every chart that others can depend on, `charts` among them
 */
export async function planRelease(
  charts: readonly ReleaseChart[],
  workspace: readonly ReleaseChart[],
  ways: PlanWays,
  { signal, takes }: PlanOptions = {},
): Promise<readonly PlannedPart[]> {
  const { steps, cycles } = orderCharts(workspace);
  const ordered = steps.flat();
  const all = [...ordered, ...workspace.filter((chart) => !ordered.includes(chart))];
  const planned = new Map<ReleaseChart, readonly PlannedPart[]>();
  const shared = { ...ways, lacks: onceEach<boolean>(), asked: new Set<string>() };
  await forEachParallel(charts, lookUpsAtOnce, signal, async (chart, stop) => {
    const problem = ordered.includes(chart) ? undefined : inCircle(chart, cycles);
    planned.set(chart, await planChart(chart, workspace, shared, problem, { signal: stop, takes }));
  });
  return all.flatMap((chart) => planned.get(chart) ?? []);
}

/** What the parts of one plan share, so that no place is asked twice. */
interface SharedWays extends PlanWays {
  /** Whether a repository has to be made. */
  readonly lacks: ReturnType<typeof onceEach<boolean>>;
  /** Repositories that have been asked anew. */
  readonly asked: Set<string>;
}

async function planChart(
  chart: ReleaseChart,
  workspace: readonly ReleaseChart[],
  ways: SharedWays,
  problem: ChartroomError | undefined,
  { takes = () => true, ...options }: PlanOptions,
): Promise<readonly PlannedPart[]> {
  const wanted = chart.places.map((place) => ({ chart, place })).filter(takes);
  const parts: PlannedPart[] = [];
  try {
    if (problem) throw problem;
    const updates = await outdatedSubcharts(chart, workspace, options);
    const incomplete = updates.length > 0;
    await loadChartFolder(chart.directory, { ...options, incomplete });
    for (const part of wanted) {
      const verdict = await orImpossible(() => planPart(part, ways, incomplete, options), options);
      parts.push({ ...part, verdict, updates });
    }
    return parts;
  } catch (error) {
    if (!(error instanceof ChartroomError) || isAbort(error, options.signal)) throw error;
    const verdict = { is: 'impossible' as const, error };
    return wanted.map((part) => ({ ...part, verdict, updates: [] }));
  }
}

/** @param changes the content will be another by the time it is published */
async function planPart(
  { chart, place }: ReleasePart,
  { registry: clientOf, states, digest, lacks, asked }: SharedWays,
  changes: boolean,
  options: Abortable,
): Promise<Verdict> {
  const registry = clientOf(place.registry);
  const repository = registry.repository(place.repository);
  const { version, directory } = chart;
  const own = (abortable: Abortable): Promise<Digest> => digest(directory, abortable);
  const key = `${registry.id} ${place.repository}`;
  if (!asked.has(key)) states.forget(registry.id, place.repository);
  asked.add(key);
  const standing = standingOf(
    await states.of({ registry, repository: place.repository, version, digest: own }, options),
    version,
  );
  switch (standing.is) {
    case 'not published':
      return { is: 'publish', repositoryMissing: standing.repositoryMissing };
    case 'behind':
      return { is: 'behind', newest: standing.newest };
    case 'same':
    case 'differs': {
      const existing = standing.digest ?? (await own(options));
      if (standing.is === 'same' && !changes) return { is: 'done', digest: existing };
      return taken(repository, version, existing, options);
    }
    case 'published':
      return foresee(repository, version, changes, own, options);
    case 'unknown':
      // By asking as a push does, the plan gets the error of a host that cannot be asked.
      return (await lacks(key, () => lacksRepository(registry, repository.name, options)))
        ? { is: 'publish', repositoryMissing: true }
        : foresee(repository, version, changes, own, options);
  }
}

/** Asks as a push does. */
async function foresee(
  repository: Repository,
  version: string,
  changes: boolean,
  digest: (options: Abortable) => Promise<Digest>,
  options: Abortable,
): Promise<Verdict> {
  try {
    const outlook = await foreseePush(repository, tagOfVersion(version), { digest }, options);
    if (outlook.is === 'free') return { is: 'publish', repositoryMissing: false };
    if (outlook.is === 'taken') return { is: 'replace', existing: outlook.existing.digest };
    if (!changes) return { is: 'done', digest: outlook.digest };
    return await taken(repository, version, outlook.digest, options);
  } catch (error) {
    if (!hasCode(error, 'registry.tag-immutable')) throw error;
    return { is: 'immutable', existing: undefined, reason: String(error.facts['reason'] ?? '') };
  }
}

async function taken(
  repository: Repository,
  version: string,
  existing: Digest,
  options: Abortable,
): Promise<Verdict> {
  const reason = await repository.immutable?.(tagOfVersion(version), options);
  return reason === undefined ? { is: 'replace', existing } : { is: 'immutable', existing, reason };
}

async function orImpossible(work: () => Promise<Verdict>, { signal }: Abortable): Promise<Verdict> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChartroomError) || isAbort(error, signal)) throw error;
    return { is: 'impossible', error };
  }
}

function inCircle(
  chart: ReleaseChart,
  cycles: readonly (readonly ReleaseChart[])[],
): ChartroomError {
  const cycle = cycles.find((one) => one.includes(chart)) ?? cycles[0] ?? [];
  const names = [...cycle, ...cycle.slice(0, 1)].map(({ name }) => name);
  return new ChartroomError({
    code: 'release.cycle',
    template: cycle.includes(chart)
      ? '{name} depends on itself, by {circle}: none of them can be published first'
      : '{name} depends on charts that depend on each other, {circle}: none of them can be published first',
    facts: { name: chart.name, circle: names.join(' → ') },
    remedy: { kind: 'open-file', path: `${chart.directory}/Chart.yaml` },
  });
}
