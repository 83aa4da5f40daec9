import { readFile } from 'node:fs/promises';
import { ChartroomError } from '../../base/error';
import { formatSize } from '../../base/size';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';
import type { Mirror } from '../../publishing/mirror/mirror';
import type { MirrorPlaces } from '../../publishing/mirror/origin';
import { actionFor, type MirrorProblem, type PlannedVersion } from '../../publishing/mirror/plan';
import { planMirror } from '../../publishing/mirror/planMirror';
import { conflict } from '../../publishing/mirror/problem';
import { mirrorFileName, parseMirrorFile } from '../../publishing/mirror/readMirrorFile';
import type { MirrorResult } from '../../publishing/mirror/result';
import { runMirror } from '../../publishing/mirror/runMirror';
import { targetOf } from '../../publishing/mirror/target';
import { repositoryMissing } from '../../publishing/ensureRepository';
import { defineCommand, type Outcome } from '../command';
import { dependencySources } from '../dependencySources';
import { exitCodeOfAll } from '../exitCode';
import { failureOf, leftBehind, leftLines, type Failure, type LeftBehind } from '../failure';
import { creationOption, dryRunOption, registryOptions } from '../options';
import type { Session } from '../session';

export const mirror = defineCommand({
  arguments: [
    {
      name: 'FILE',
      description: `mirror file; ${mirrorFileName} when it is left out`,
      optional: true,
    },
  ],
  description: [
    'Copies charts from chart repositories and registries into a registry, as the file says. What is\nthere is not sent again, so a run that was stopped is taken up by running it again.',
    'Each version has its own result: one that fails stops no other.',
  ],
  options: { ...creationOption, ...dryRunOption, ...registryOptions },
  examples: [
    { command: 'chartroom mirror --dry-run', what: `the plan of ${mirrorFileName}` },
    {
      command: 'chartroom mirror upstream.yaml -o json',
      what: 'run it, with a result for each version',
    },
  ],
  async run({ arguments: [typed = mirrorFileName], options, session }) {
    const { console, signal, surroundings } = session;
    const asked = await readMirror(session.path(typed));
    const create = asked.create === false && options['create-repository'] ? true : asked.create;
    const settings: Mirror = { ...asked, create };
    const places = await openPlaces(settings, session);
    console.step('planning the mirror');
    const plan = await planMirror(settings, places, {
      signal,
      onProgress: ({ done, total }) => {
        if (total > 0) console.live(`planning the mirror: ${done} of ${total} charts`);
      },
    });
    if (options['dry-run']) {
      return told(
        plan.versions.map((one) => foreseen(one, settings)),
        plan.problems,
        true,
      );
    }
    const created = new Set<string>();
    const results = await runMirror(plan.versions, settings, places, {
      ...{ signal, temporaryFolder: surroundings.temporary },
      onCreated: ({ registry, repository }) => {
        created.add(`${registry}/${repository}`);
        console.note(`created ${registry}/${repository}`);
      },
      onProgress: ({ done, total, last }) => {
        console.step(`${done} of ${total}: ${last.version.reference} ${last.outcome}`);
      },
    });
    signal.throwIfAborted();
    return told(
      results.map((result) => mirrored(result, created)),
      plan.problems,
      false,
    );
  },
});

async function readMirror(path: string): Promise<Mirror> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new ChartroomError({
      code: 'file.not-found',
      template: 'The mirror file {path} cannot be read: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      cause: error,
    });
  }
  return parseMirrorFile(text.replace(/^\uFEFF/, ''), path);
}

/** The targets are opened before: what a registry can do has to be known when it is asked. */
async function openPlaces({ sources }: Mirror, session: Session): Promise<MirrorPlaces> {
  const registries = await session.registries();
  const hosts = sources.flatMap(({ charts }) => charts.map((one) => targetOf(one, 'x').registry));
  for (const host of new Set(hosts)) await registries.of(host);
  const repositories = await dependencySources(session);
  return {
    registry: (host) => registries.at(host),
    chartRepository: (url, options) => repositories.chartRepository(url, options),
  };
}

interface Row {
  readonly chart: string;
  readonly version: string;
  readonly source: string;
  readonly reference: string;
  readonly outcome: 'copied' | 'replaced' | 'same' | 'skipped' | 'failed';
  readonly digest?: string | undefined;
  readonly copiedBytes?: number | undefined;
  readonly provenance?: boolean | undefined;
  readonly attachments?: number | undefined;
  readonly left?: readonly LeftBehind[] | undefined;
  readonly createdRepository?: boolean | undefined;
  readonly error?: Failure | undefined;
}

interface Result {
  readonly row: Row;
  /** Why it failed, which decides the exit code. */
  readonly cause?: Error | undefined;
}

function namesOf({ chart, version, source, reference }: PlannedVersion) {
  return { chart, version, source, reference };
}

function mirrored(result: MirrorResult, created: ReadonlySet<string>): Result {
  const names = namesOf(result.version);
  switch (result.outcome) {
    case 'failed':
      return failed(names, result.error);
    case 'cancelled':
      return failed(names, undefined);
    case 'copied':
    case 'replaced':
    case 'same':
    case 'skipped': {
      const { outcome, digest, copiedBytes, provenance, attachments } = result;
      const left = leftBehind(result.left);
      const { registry, repository } = result.version.target;
      const createdRepository = created.has(`${registry}/${repository}`) || undefined;
      const sent = { copiedBytes, provenance, attachments, left, createdRepository };
      return { row: { ...names, outcome, digest, ...sent } };
    }
  }
}

function failed(names: ReturnType<typeof namesOf>, cause: Error | undefined): Result {
  return { row: { ...names, outcome: 'failed', error: cause && failureOf(cause) }, cause };
}

const outcomes = {
  copy: 'copied',
  replace: 'replaced',
  nothing: 'same',
  skip: 'skipped',
} as const;

function foreseen(planned: PlannedVersion, settings: Mirror): Result {
  const { state } = planned;
  const action = actionFor(state, settings);
  if (action === 'fail') return failed(namesOf(planned), reasonOf(planned));
  return {
    row: {
      ...namesOf(planned),
      outcome: outcomes[action],
      ...('existing' in state && action === 'nothing' && { digest: state.existing }),
      ...(state.is === 'missing-repository' && { createdRepository: true }),
    },
  };
}

function reasonOf({ state, reference, target }: PlannedVersion): Error | undefined {
  switch (state.is) {
    case 'unknown':
      return state.error;
    case 'missing-repository':
      return repositoryMissing({ id: target.registry, host: target.registry }, target.repository);
    case 'immutable':
      return conflict(reference, state.existing, state.reason);
    case 'differs':
      return conflict(reference, state.existing);
    case 'new':
    case 'same':
      return undefined;
  }
}

function told(
  results: readonly Result[],
  problems: readonly MirrorProblem[],
  isDryRun: boolean,
): Outcome {
  const rows = results.map(({ row }) => row);
  const counts: Record<string, number> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const causes = [
    ...results.flatMap(({ cause }) => cause ?? []),
    ...problems.map(({ error }) => error),
  ];
  const summary = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  return {
    result: {
      ...{ counts, versions: rows },
      problems: problems.map(({ label, error }) => ({ about: label, ...failureOf(error) })),
    },
    text: [
      ...rows.flatMap((row) => [lineOf(row, isDryRun), ...leftLines(row.left)]),
      ...problems.map(({ label, error }) => `Failed: ${label}: ${error.message}`),
      `${rows.length} versions: ${summary.join(', ') || 'nothing to do'}`,
    ],
    exitCode: exitCodeOfAll(causes),
  };
}

const verbs = {
  copied: ['Copied', 'Would copy'],
  replaced: ['Replaced', 'Would replace'],
  same: ['Same', 'Same'],
  skipped: ['Skipped', 'Would skip'],
  failed: ['Failed', 'Would fail'],
} as const;

function lineOf(row: Row, isDryRun: boolean): string {
  const { outcome, reference, error, copiedBytes } = row;
  const verb = verbs[outcome][isDryRun ? 1 : 0];
  const details = [
    error && `: ${error.message}`,
    copiedBytes !== undefined && copiedBytes > 0 && ` (${formatSize(copiedBytes)} sent)`,
    isDryRun && row.createdRepository && ' (and create the repository)',
  ];
  return `${verb}: ${reference}${details.filter(Boolean).join('')}`;
}
