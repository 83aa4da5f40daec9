import { redact } from '../../base/redact';
import { buildDependencies } from '../../publishing/dependencies/build';
import { readChartDependencies } from '../../publishing/dependencies/chartDependencies';
import { resolveDependencies } from '../../publishing/dependencies/resolve';
import { updateDependencies, type FillResult } from '../../publishing/dependencies/update';
import type { Dependency } from '../../chart/metadata';
import { chartFolder } from '../chartFolder';
import { defineCommand, type Outcome } from '../command';
import { dependencySources } from '../dependencySources';
import { dryRunOption, registryOptions } from '../options';
import type { Session } from '../session';

const directory = {
  name: 'DIR',
  description: 'folder of the chart; this one when it is left out',
  optional: true,
} as const;

export const depsUpdate = defineCommand({
  arguments: [directory],
  description: [
    'As helm dependency update: finds the newest version that each constraint in Chart.yaml allows, puts\nthe archives into charts/ and writes the lock when it changes. A failure leaves both as they were.',
  ],
  options: { ...dryRunOption, ...registryOptions },
  examples: [
    { command: 'chartroom deps update charts/app', what: 'fill charts/ and the lock' },
    { command: 'chartroom deps update charts/app --dry-run', what: 'which versions it would be' },
  ],
  async run({ arguments: [typed = '.'], options, session }) {
    if (!options['dry-run']) return fill(updateDependencies, typed, session);
    return foreseeUpdate(await chartFolder(typed, session), session);
  },
});

export const depsBuild = defineCommand({
  arguments: [directory],
  description: [
    'As helm dependency build: puts exactly the versions of the lock into charts/. Without a lock it is\nan update. No repository has to be added first.',
  ],
  options: { ...dryRunOption, ...registryOptions },
  examples: [
    { command: 'chartroom deps build charts/app', what: 'what the lock says, in a pipeline' },
  ],
  async run({ arguments: [typed = '.'], options, session }) {
    if (!options['dry-run']) return fill(buildDependencies, typed, session);
    const path = await chartFolder(typed, session);
    const { lock } = await readChartDependencies(path, session);
    return lock ? foreseen(lock.dependencies) : foreseeUpdate(path, session);
  },
});

async function fill(
  verb: typeof updateDependencies,
  typed: string,
  session: Session,
): Promise<Outcome> {
  const { console, signal } = session;
  const path = await chartFolder(typed, session);
  console.step(`resolving the dependencies of ${typed}`);
  const result = await verb(path, await dependencySources(session), {
    signal,
    onProgress: ({ done, total, last }) => {
      console.step(`fetched ${last} (${done} of ${total})`);
    },
  });
  return filled(result);
}

function filled({ locked, archives, removed, lock }: FillResult): Outcome {
  return {
    result: { dependencies: locked.map(rowOf), archives, removed, ...(lock && { lock }) },
    text: [
      ...locked.map(({ name, version = '' }) => `${name} ${version}`),
      ...removed.map((file) => `Removed: charts/${file}`),
      ...(lock === undefined ? [] : [`Wrote: ${lock}`]),
    ],
  };
}

async function foreseeUpdate(path: string, session: Session): Promise<Outcome> {
  const chart = await readChartDependencies(path, session);
  const sources = await dependencySources(session);
  const resolved = await resolveDependencies(chart, sources, session);
  return foreseen(resolved.map(({ locked }) => locked));
}

function foreseen(locked: readonly Dependency[]): Outcome {
  return {
    result: { dependencies: locked.map(rowOf), archives: [], removed: [] },
    text: locked.map(({ name, version = '' }) => `Would use: ${name} ${version}`),
  };
}

function rowOf({ name, version = '', repository }: Dependency) {
  return { name, version, ...(repository !== '' && { repository: redact(repository) }) };
}
