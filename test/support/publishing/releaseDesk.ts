import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { loadChartFolder } from '../../../src/chart/folder';
import { readDefinition } from '../../../src/chart/readDefinition';
import { createPublishStates } from '../../../src/publishing/publishState';
import { publishTarget } from '../../../src/publishing/publishTarget';
import type { ReleaseChart } from '../../../src/publishing/release/chart';
import type { PlannedPart, PlanWays } from '../../../src/publishing/release/plan';
import type { ConfirmedPart, PartOutcome, ReleaseWays } from '../../../src/publishing/release/run';
import { digestOfChart, saveChart } from '../../../src/publishing/save';
import type { CreationSettings, Registry } from '../../../src/registries/registry';
import type { Files } from '../charts/writeFiles';
import { openSources } from '../dependencies/openSources';
import { openRegistry } from '../openRegistry';
import { setUpDesk, type Desk } from './desk';

/** A desk whose charts are released together. */
export interface ReleaseDesk extends Desk {
  readonly ways: PlanWays & ReleaseWays;
  /** Writes a chart into a folder of its name, published to these values of the setting. */
  add(name: string, files: Files, ...places: readonly string[]): Promise<void>;
  /** The charts as they are on disk now. */
  charts(): Promise<readonly ReleaseChart[]>;
}

export interface ReleaseDeskOptions {
  /** The client of a host; one without a login when not given. */
  readonly registry?: (host: string) => Registry;
  readonly creation?: CreationSettings;
}

export async function setUpReleaseDesk(
  t: TestContext,
  options: ReleaseDeskOptions = {},
): Promise<ReleaseDesk> {
  const desk = await setUpDesk(t);
  const registry = options.registry ?? openRegistry;
  const sources = openSources({ registry });
  const placesOf = new Map<string, readonly string[]>();
  return {
    ...desk,
    ways: {
      registry,
      states: createPublishStates({ log: silentLog, now: () => 0 }),
      digest: async (directory) => digestOfChart(await loadChartFolder(directory)),
      saved: desk.saved,
      sources: () => Promise.resolve(sources),
      save: async ({ directory }, abortable) =>
        (await saveChart(directory, desk.saved, abortable)).reference,
      creation: () => options.creation,
    },
    add: async (name, files, ...places) => {
      await desk.chart(name, files);
      placesOf.set(name, places);
    },
    charts: () =>
      Promise.all(
        [...placesOf].map(async ([folder, places]) => {
          const directory = join(desk.folder, 'charts', folder);
          const { name, version, dependencies = [] } = (await readDefinition(directory)).metadata;
          const targets = places.map((place) => publishTarget(place, name));
          return { directory, name, version, dependencies, places: targets };
        }),
      ),
  };
}

/** What a person confirms who takes everything that can be done, and replaces what can be. */
export function confirmAll(plan: readonly PlannedPart[]): readonly ConfirmedPart[] {
  return plan
    .filter(({ verdict }) => ['publish', 'behind', 'replace'].includes(verdict.is))
    .map(({ chart, place, verdict }) => ({
      ...{ chart, place },
      replaces: verdict.is === 'replace' ? verdict.existing : undefined,
    }));
}

/** Each part in a few words, `app 1.0.0: published`, in order. */
export function wordsOf(outcomes: readonly PartOutcome[]): readonly string[] {
  return outcomes.map((outcome) => {
    const { chart } = outcome;
    const error = outcome.is === 'failed' ? ` ${codeOf(outcome.error)}` : '';
    return `${chart.name} ${chart.version}: ${outcome.is}${error}`;
  });
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message;
}
