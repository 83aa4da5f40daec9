import { isAbort, type Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import { forEachParallel } from '../../oci/parallel';
import type { PlaceStanding } from './placeNode';
import type { WorkspaceChart } from './workspaceCharts';

/** Charts that are looked up at a time. */
const atOnce = 4;
/** Milliseconds after the last of a burst of questions, such as a branch switch. */
const pause = 200;

export interface StandingLookUpsOptions {
  /** Asks for the standing of a chart at each of its places. */
  readonly standingsOf: (
    chart: WorkspaceChart,
    options: Abortable,
  ) => Promise<readonly PlaceStanding[]>;
  readonly onNews: (directory: string) => void;
  readonly log: Log;
}

/** Finds out how charts stand at their places, while somebody looks, and remembers the last answer for each. */
export interface StandingLookUps {
  /** By folder; undefined until it was looked up. */
  known(directory: string): readonly PlaceStanding[] | undefined;
  all(): ReadonlyMap<string, readonly PlaceStanding[]>;
  /** Has these looked up, now or once somebody looks. */
  ask(charts: readonly WorkspaceChart[]): void;
  /** Forgets charts that are gone. */
  keep(charts: readonly WorkspaceChart[]): void;
  /** Whether somebody looks. */
  show(isVisible: boolean): void;
  dispose(): void;
}

export function createStandingLookUps({
  standingsOf,
  onNews,
  log,
}: StandingLookUpsOptions): StandingLookUps {
  const known = new Map<string, readonly PlaceStanding[]>();
  const due = new Map<string, WorkspaceChart>();
  let isVisible = false;
  let running: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;

  const lookUp = async (chart: WorkspaceChart, signal: AbortSignal): Promise<void> => {
    const { directory } = chart;
    const found = await standingsOf(chart, { signal });
    // A newer question about it is under way.
    if (due.has(directory)) return;
    const before = known.get(directory);
    known.set(directory, found);
    if (JSON.stringify(before ?? []) !== JSON.stringify(found)) onNews(directory);
  };
  const run = async (): Promise<void> => {
    if (!isVisible || running || due.size === 0) return;
    const controller = new AbortController();
    running = controller;
    const charts = new Map(due);
    due.clear();
    try {
      await forEachParallel(
        [...charts.values()],
        atOnce,
        controller.signal,
        async (chart, signal) => {
          await lookUp(chart, signal);
          charts.delete(chart.directory);
        },
      );
    } catch (error) {
      // What was given up is asked about when somebody looks again.
      if (isAbort(error, controller.signal)) {
        for (const [directory, chart] of charts) if (!due.has(directory)) due.set(directory, chart);
      } else log.warn('cannot tell what is published', { reason: String(error) });
    } finally {
      running = undefined;
    }
    soon();
  };
  const soon = (): void => {
    clearTimeout(timer);
    if (due.size > 0) timer = setTimeout(() => void run(), pause);
  };
  return {
    known: (directory) => known.get(directory),
    all: () => known,
    ask: (charts) => {
      for (const chart of charts) due.set(chart.directory, chart);
      soon();
    },
    keep: (charts) => {
      const directories = new Set(charts.map(({ directory }) => directory));
      for (const map of [known, due]) {
        for (const directory of map.keys()) if (!directories.has(directory)) map.delete(directory);
      }
    },
    show: (visible) => {
      isVisible = visible;
      if (visible) soon();
      else running?.abort();
    },
    dispose: () => {
      isVisible = false;
      clearTimeout(timer);
      running?.abort();
    },
  };
}
