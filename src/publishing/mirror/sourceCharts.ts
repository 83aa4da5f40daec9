import type { Abortable } from '../../base/abort';
import { giveTurn } from '../../base/timeSlices';
import { matchesGlob, parseGlob } from '../../chart/glob';
import { chooseVersions } from './chooseVersions';
import { indexSource } from './indexSource';
import { everyChart, type ChartSelection, type MirrorSource } from './mirror';
import type { MirrorPlaces, SourceVersion } from './origin';
import type { MirrorProblem } from './plan';
import { chartMissing, nothingChosen, versionMissing } from './problem';
import { registrySource } from './registrySource';
import { isOneChart, targetOf, type MirrorTarget } from './target';

/** A source of charts, asked as little as possible. */
export interface ChartSource {
  /** Names of all charts. Asked for only where a selection does not name one. */
  names(options: Abortable): Promise<readonly string[]>;
  /**
   * What can be got of a chart; none where it is not there.
   * @param found whether it was among `names`, so that it may be something else
   */
  versions(name: string, found: boolean, options: Abortable): Promise<readonly SourceVersion[]>;
}

/** The wanted versions of one chart, with the repository they go to. */
export interface WantedChart {
  readonly source: string;
  readonly chart: string;
  readonly target: MirrorTarget;
  /** Newest first. */
  readonly versions: readonly SourceVersion[];
}

export interface SourceCharts {
  readonly wanted: readonly WantedChart[];
  readonly problems: readonly MirrorProblem[];
}

/** What a source has of what is wanted. @throws ChartroomError what the source throws when it cannot be asked */
export async function readSourceCharts(
  { url, charts }: MirrorSource,
  places: MirrorPlaces,
  options: Abortable,
): Promise<SourceCharts> {
  const source = url.startsWith('oci://')
    ? registrySource(url, places)
    : await indexSource(url, places, options);
  const problems: MirrorProblem[] = [];
  const wanted: WantedChart[] = [];
  for (const [name, selections] of await selectedCharts(source, charts, options)) {
    const label = `${name} (${url})`;
    try {
      const isNamed = selections.some((selection) => selection.name === name);
      const available = await source.versions(name, !isNamed, options);
      if (available.length === 0 && isNamed) throw chartMissing(name, url);
      for (const selection of selections) {
        await giveTurn();
        const found = wantedOf(name, url, selection, available);
        if (found.wanted) addTo(wanted, found.wanted);
        problems.push(...found.errors.map((error) => ({ label, error })));
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      problems.push({ label, error });
    }
  }
  return { wanted, problems };
}

/** Each chart once, with what selects it. */
async function selectedCharts(
  source: ChartSource,
  selections: readonly ChartSelection[],
  options: Abortable,
): Promise<ReadonlyMap<string, readonly ChartSelection[]>> {
  const named = selections.map(({ name }) => name).filter(isOneChart);
  const listed = named.length < selections.length ? await source.names(options) : [];
  const names = [...new Set([...named, ...listed])].sort();
  return new Map(
    names.flatMap((name) => {
      const own = selections.filter((selection) => selects(selection, name));
      return own.length === 0 ? [] : [[name, own]];
    }),
  );
}

function selects({ name: pattern }: ChartSelection, name: string): boolean {
  if (pattern === everyChart || pattern === name) return true;
  const glob = isOneChart(pattern) ? undefined : parseGlob(pattern);
  return glob !== undefined && matchesGlob(glob, name);
}

function wantedOf(
  chart: string,
  source: string,
  selection: ChartSelection,
  available: readonly SourceVersion[],
): { readonly wanted: WantedChart | undefined; readonly errors: readonly Error[] } {
  const { chosen, missing } = chooseVersions(
    available,
    ({ version }) => version,
    selection.versions,
  );
  const errors: Error[] = missing.map((version) => versionMissing(chart, version, source));
  if (chosen.length === 0 && errors.length === 0 && isOneChart(selection.name)) {
    errors.push(nothingChosen(chart, source));
  }
  const target = targetOf(selection, chart);
  return {
    wanted: chosen.length === 0 ? undefined : { source, chart, target, versions: chosen },
    errors,
  };
}

/** Several selections of one chart for one repository are one. */
function addTo(all: WantedChart[], added: WantedChart): void {
  const at = all.findIndex(
    ({ chart, target }) =>
      chart === added.chart &&
      target.registry === added.target.registry &&
      target.repository === added.target.repository,
  );
  const before = all[at];
  if (before) all[at] = withVersionsOf(before, added);
  else all.push(added);
}

/** A chart with the versions that two selections of it mean. */
export function withVersionsOf(one: WantedChart, other: WantedChart): WantedChart {
  const both = [...one.versions, ...other.versions];
  const { chosen } = chooseVersions(both, ({ version }) => version, {
    listed: both.map(({ version }) => version),
    prereleases: true,
  });
  return { ...one, versions: chosen };
}
