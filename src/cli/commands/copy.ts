import { tagOfVersion } from '../../chart/tag';
import { formatSize } from '../../base/size';
import { isDigest } from '../../oci/digest';
import { isAttachmentTag } from '../../publishing/artifactKind';
import { readChartArtifact } from '../../publishing/chartArtifact';
import { defaultSettings } from '../../publishing/creationSettings';
import { planPromotions } from '../../publishing/promote/plan';
import {
  targetReference,
  type PlannedPromotion,
  type Promotion,
} from '../../publishing/promote/promotion';
import { runPromotions, type PromotionResult } from '../../publishing/promote/run';
import { pushDestination } from '../../publishing/pushDestination';
import { repositoryMissing } from '../../publishing/ensureRepository';
import type { CreationSettings } from '../../registries/registry';
import { defineCommand, type Outcome } from '../command';
import { exitCodeOfAll } from '../exitCode';
import { failureOf, leftBehind, leftLines, type Failure, type LeftBehind } from '../failure';
import { openVersion } from '../openVersion';
import { creationOption, dryRunOption, registryOptions, savedOptions } from '../options';
import { openRemote } from '../remoteReference';
import type { Session } from '../session';
import { tagTaken } from '../tagTaken';
import { usageError } from '../usageError';

export const copy = defineCommand({
  arguments: [
    { name: 'SOURCE', description: 'oci://host/repository[:tag], or a saved chart' },
    { name: 'DESTINATION', description: 'oci://host/parent/ or oci://host/repository[:tag]' },
  ],
  description: [
    'Byte for byte: the digest is the same at the other end. Signatures, provenance and whatever else\nhangs on the version come along. Within one host nothing is sent that the host can take over.',
    'Without a tag the newest release of the source is copied. Below a parent the repository keeps the\nlast part of its name.',
  ],
  options: {
    'all-tags': { type: 'boolean', description: 'copy every version of the source repository' },
    replace: { type: 'boolean', description: 'move tags that name other content' },
    'no-attachments': { type: 'boolean', description: 'leave signatures and the like behind' },
    ...creationOption,
    ...savedOptions,
    ...dryRunOption,
    ...registryOptions,
  },
  examples: [
    {
      command: 'chartroom copy oci://dev.example/charts/app:1.2.0 oci://prod.example/charts/',
      what: 'promote a version to prod.example/charts/app:1.2.0',
    },
    {
      command:
        'chartroom copy oci://dev.example/charts/app oci://myregistry.azurecr.io/charts/app --all-tags',
      what: 'copy a whole repository into another cloud',
    },
  ],
  async run({ arguments: [source = '', destination = ''], options, session }) {
    const { console, signal } = session;
    console.step(`looking up ${source}`);
    const promotions = options['all-tags']
      ? await everyTag(source, destination, session)
      : [await oneVersion(source, destination, session)];
    const planned = await planPromotions(promotions, { signal });
    const replace = options.replace === true;
    const create = options['create-repository'] === true;
    const refused = planned.map((one) => refusal(one, { replace, create }));
    const wanted = planned.filter((_, at) => refused[at] === undefined);
    const results = options['dry-run']
      ? wanted.map(foreseen)
      : await carryOut(wanted, { create, attachments: !options['no-attachments'] }, session);
    const done = new Map(wanted.map((one, at) => [one, results[at]]));
    const all = planned.map((one, at) => done.get(one) ?? failed(one, refused[at]));
    return told(all, options['dry-run'] === true);
  },
});

async function oneVersion(
  typed: string,
  destination: string,
  session: Session,
): Promise<Promotion> {
  const { source, reference, digest, name } = await openVersion(typed, session);
  const isSaved = source.host === undefined;
  const chart =
    isSaved || isDigest(reference) ? await readChartArtifact(source, digest, session) : undefined;
  const repositoryName = source.repository ?? chart?.metadata.name ?? name;
  const {
    registry: host,
    repository,
    tag,
  } = pushDestination(destination, lastPart(repositoryName));
  const registry = await (await session.registries()).of(host);
  return {
    ...{ source, reference: digest, from: name, registry },
    repository: registry.repository(repository),
    tag: tag ?? (chart ? tagOfVersion(chart.metadata.version) : reference),
  };
}

async function everyTag(
  typed: string,
  destination: string,
  session: Session,
): Promise<readonly Promotion[]> {
  const { repository: source, wanted } = await openRemote(typed, session);
  const { registry: host, repository, tag } = pushDestination(destination, lastPart(source.name));
  if (wanted !== undefined || tag !== undefined) {
    throw usageError('value', '--all-tags is for whole repositories, and one of them has a tag');
  }
  const registry = await (await session.registries()).of(host);
  const promotions: Promotion[] = [];
  for await (const { items } of source.versions({ signal: session.signal, pageSize: 1000 })) {
    // What hangs on a version comes along with it.
    for (const { tag: own, digest } of items.filter((entry) => !isAttachmentTag(entry.tag))) {
      promotions.push({
        ...{ source, reference: own, listed: digest, from: `${source.location}:${own}` },
        ...{ registry, tag: own },
        repository: registry.repository(repository),
      });
    }
  }
  return promotions;
}

function lastPart(name: string): string {
  return name.split('/').at(-1) ?? name;
}

interface Permissions {
  readonly replace: boolean;
  readonly create: boolean;
}

/** Why a promotion is not carried out. */
function refusal(planned: PlannedPromotion, { replace, create }: Permissions): Error | undefined {
  const { outlook, registry, repository } = planned;
  switch (outlook.is) {
    case 'same':
      return undefined;
    case 'new':
      return outlook.repository === 'create' && !create
        ? repositoryMissing(registry, repository.name)
        : undefined;
    case 'differs':
      return replace ? undefined : tagTaken(targetReference(planned), outlook.existing);
    case 'immutable':
    case 'impossible':
      return outlook.error;
  }
}

interface Copied {
  readonly from: string;
  readonly reference: string;
  readonly digest?: string | undefined;
  readonly outcome: 'copied' | 'unchanged' | 'failed';
  readonly replaced?: string | undefined;
  readonly createdRepository?: boolean | undefined;
  readonly copiedBytes?: number | undefined;
  readonly mountedBlobs?: number | undefined;
  readonly attachments?: number | undefined;
  readonly left?: readonly LeftBehind[] | undefined;
  readonly error?: Failure | undefined;
}

interface Result {
  readonly row: Copied;
  /** Why it failed, which decides the exit code. */
  readonly cause?: Error | undefined;
}

async function carryOut(
  planned: readonly PlannedPromotion[],
  { create, attachments }: { readonly create: boolean; readonly attachments: boolean },
  session: Session,
): Promise<readonly Result[]> {
  const { console, signal } = session;
  const settings = new Map<PlannedPromotion, CreationSettings>();
  for (const one of create ? planned : []) {
    const choices = await one.registry.creation?.choices();
    if (choices) settings.set(one, defaultSettings(choices));
  }
  console.step(
    `copying ${planned.length === 1 ? (planned[0]?.from ?? '') : `${planned.length} versions`}`,
  );
  const created = new Set<string>();
  let ended = 0;
  const results = await runPromotions(planned, {
    ...{ signal, attachments },
    settingsOf: (one) => settings.get(one),
    onCreated: ({ repository }) => {
      created.add(repository.location);
      console.note(`created ${repository.location}`);
    },
    onProgress: ({ doneBytes, totalBytes }) => {
      console.onProgress({ doneBytes, totalBytes, phase: 'copying' });
    },
    onResult: (result) => {
      ended += 1;
      if (planned.length === 1) return;
      const { row } = copiedOf(result, created);
      console.step(`${ended} of ${planned.length}: ${row.reference} ${row.outcome}`);
    },
  });
  signal.throwIfAborted();
  return results.map((result) => copiedOf(result, created));
}

function copiedOf(result: PromotionResult, created: ReadonlySet<string>): Result {
  const { planned } = result;
  if (result.is !== 'done') {
    return failed(planned, result.is === 'failed' ? result.error : undefined);
  }
  const { copied } = result;
  const { digest, replaced, kept, copiedBytes, mountedBlobs, attachments, left } = copied;
  // Somebody has published other content since the plan was made.
  if (copied.outcome === 'declined') {
    return failed(planned, tagTaken(targetReference(planned), kept ?? ''));
  }
  return {
    row: {
      ...{ from: planned.from, reference: copied.reference, digest, outcome: copied.outcome },
      ...{ replaced, copiedBytes, mountedBlobs, attachments },
      createdRepository: created.has(planned.repository.location),
      left: leftBehind(left),
    },
  };
}

function foreseen(planned: PlannedPromotion): Result {
  const { from, digest, outlook } = planned;
  return {
    row: {
      ...{ from, reference: targetReference(planned), digest },
      outcome: outlook.is === 'same' ? 'unchanged' : 'copied',
      replaced: outlook.is === 'differs' ? outlook.existing : undefined,
      createdRepository: outlook.is === 'new' && outlook.repository !== 'there',
    },
  };
}

function failed(planned: PlannedPromotion, cause: Error | undefined): Result {
  const { from, digest } = planned;
  const error = cause && failureOf(cause);
  return {
    row: { from, reference: targetReference(planned), digest, outcome: 'failed', error },
    cause,
  };
}

/** One that fails is the failure of the command; of several each is told. */
function told(results: readonly Result[], isDryRun: boolean): Outcome {
  const causes = results.flatMap(({ cause }) => cause ?? []);
  const [only] = causes;
  if (results.length === 1 && only) throw only;
  const copies = results.map(({ row }) => row);
  return {
    result: { copies },
    text: copies.flatMap((copied) => linesOf(copied, isDryRun)),
    exitCode: exitCodeOfAll(causes),
  };
}

function linesOf(copied: Copied, isDryRun: boolean): readonly string[] {
  const { outcome, reference, digest, replaced, error, copiedBytes = 0, left } = copied;
  if (outcome === 'failed') return [`Failed: ${reference}: ${error?.message ?? ''}`];
  const verb = isDryRun ? 'Would copy' : 'Copied';
  const sent = isDryRun ? '' : ` (${formatSize(copiedBytes)} sent)`;
  return [
    ...(isDryRun && copied.createdRepository
      ? [`Would create: ${reference.replace(/:[^:/]*$/, '')}`]
      : []),
    outcome === 'unchanged' ? `Unchanged: ${reference}` : `${verb}: ${reference}${sent}`,
    `Digest: ${digest ?? ''}`,
    ...(replaced === undefined ? [] : [`Replaces: ${replaced}`]),
    ...leftLines(left),
  ];
}
