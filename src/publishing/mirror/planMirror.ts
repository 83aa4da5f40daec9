import type { Abortable } from '../../base/abort';
import { tagOfVersion } from '../../chart/tag';
import { forEachParallel } from '../../oci/parallel';
import { compareChart } from './compare';
import type { Mirror } from './mirror';
import type { MirrorPlaces } from './origin';
import type { MirrorPlan, MirrorProblem, PlannedVersion } from './plan';
import { collision } from './problem';
import {
  readSourceCharts,
  withVersionsOf,
  type SourceCharts,
  type WantedChart,
} from './sourceCharts';

export interface PlanOptions extends Abortable {
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
}

export interface PlanProgress {
  /** Charts that were compared with the target, of all; none while sources are read. */
  readonly done: number;
  readonly total: number;
}

/** Sources and charts at a time; the limits of the hosts hold besides. */
const atOnce = 4;

/**
 * Finds out what a mirror would do, changing nothing. An index is read once, and the tags of each
 * repository are listed once; only versions that are there are asked about one by one. What fails is
 * among the problems of the plan and stops nothing else.
 */
export async function planMirror(
  mirror: Mirror,
  places: MirrorPlaces,
  options: PlanOptions = {},
): Promise<MirrorPlan> {
  const read = await readSources(mirror, places, options);
  const problems = read.flatMap((source) => source.problems);
  const { charts, collisions } = withoutCollisions(read.flatMap(({ wanted }) => wanted));
  problems.push(...collisions);

  const planned: (readonly PlannedVersion[])[] = [];
  let done = 0;
  options.onProgress?.({ done, total: charts.length });
  await forEachParallel(
    [...charts.entries()],
    atOnce,
    options.signal,
    async ([at, chart], stop) => {
      planned[at] = await comparedOrUnknown(chart, places, { signal: stop });
      done += 1;
      options.onProgress?.({ done, total: charts.length });
    },
  );
  return { versions: planned.flat(), problems };
}

async function readSources(
  { sources }: Mirror,
  places: MirrorPlaces,
  { signal }: Abortable,
): Promise<readonly SourceCharts[]> {
  const read: SourceCharts[] = [];
  await forEachParallel([...sources.entries()], atOnce, signal, async ([at, source], stop) => {
    try {
      read[at] = await readSourceCharts(source, places, { signal: stop });
    } catch (error) {
      stop.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      read[at] = { wanted: [], problems: [{ label: source.url, error }] };
    }
  });
  return read;
}

/** Of charts that would share a repository, the one named first has it; of one chart that two entries of a file name, both. */
function withoutCollisions(wanted: readonly WantedChart[]): {
  readonly charts: readonly WantedChart[];
  readonly collisions: readonly MirrorProblem[];
} {
  const owners = new Map<string, WantedChart>();
  const collisions: MirrorProblem[] = [];
  for (const one of wanted) {
    const { chart, source, target } = one;
    const repository = `${target.registry}/${target.repository}`;
    const owner = owners.get(repository);
    if (!owner || (owner.chart === chart && owner.source === source)) {
      owners.set(repository, owner ? withVersionsOf(owner, one) : one);
      continue;
    }
    const other = `"${owner.chart}" of ${owner.source}`;
    const error = collision({ chart, source, other, repository });
    collisions.push({ label: `${chart} (${source})`, error });
  }
  return { charts: [...owners.values()], collisions };
}

async function comparedOrUnknown(
  wanted: WantedChart,
  places: MirrorPlaces,
  options: Abortable,
): Promise<readonly PlannedVersion[]> {
  const { source, chart, target, versions } = wanted;
  const location = `${target.registry}/${target.repository}`;
  const planned = versions.map(({ version, origin }) => {
    const tag = tagOfVersion(version);
    return { source, chart, target, version, origin, tag, reference: `${location}:${tag}` };
  });
  try {
    const states = await compareChart(planned, places.registry(target.registry), options);
    return planned.map((one, at) => ({ ...one, state: states[at] ?? { is: 'new' } }));
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return planned.map((one) => ({ ...one, state: { is: 'unknown', error } }));
  }
}
