import { isAbort, type Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { isDigest, type Digest } from '../../oci/digest';
import { forEachParallel } from '../../oci/parallel';
import { createGiveUp, type GiveUp } from '../giveUp';
import { createMakeTarget, type MakeTarget } from './makeTargets';
import { mirrorArchive } from './mirrorArchive';
import { mirrorArtifact } from './mirrorArtifact';
import type { Mirror } from './mirror';
import type { MirrorPlaces } from './origin';
import { actionFor, type PlannedVersion } from './plan';
import { conflict } from './problem';
import { createRecentTags, type RecentTags } from './recentTags';
import type { MirrorResult } from './result';
import type { MirrorTarget } from './target';

export interface RunOptions extends Abortable {
  /** Where archives of more than a megabyte are on their way. */
  readonly temporaryFolder: string;
  /** Versions at a time; 6 when not given. */
  readonly concurrency?: number | undefined;
  /**
   * True when a person has chosen the versions from the plan: one that differs is replaced whatever the policy,
   * as long as its tag names what the plan has shown.
   */
  readonly chosen?: boolean | undefined;
  readonly onProgress?: ((progress: MirrorProgress) => void) | undefined;
  readonly onCreated?: ((target: MirrorTarget) => void) | undefined;
}

export interface MirrorProgress {
  /** Versions that are done with, of all; those that failed are among them. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** The one that has just been done with. */
  readonly last: MirrorResult;
}

/** What all versions of a run share. */
interface Run {
  readonly settings: MirrorSettings;
  readonly places: MirrorPlaces;
  readonly makeTarget: MakeTarget;
  readonly giveUp: GiveUp<PlannedVersion>;
  readonly recentTags: RecentTags;
  readonly chosen: boolean;
  readonly temporaryFolder: string;
}

/** What a mirror says beside which charts. */
export type MirrorSettings = Omit<Mirror, 'sources'>;

/**
 * Does what was planned, several versions at a time. A version that fails stops no other; cancelling ends
 * those under way before their tags. What is there already is not sent again, so that a run that was
 * cancelled or killed is taken up by planning anew.
 *
 * @returns the result of each version, in their order
 */
export async function runMirror(
  versions: readonly PlannedVersion[],
  settings: MirrorSettings,
  places: MirrorPlaces,
  options: RunOptions,
): Promise<readonly MirrorResult[]> {
  const { temporaryFolder, concurrency = 6, chosen = false, onProgress } = options;
  const makeTarget = createMakeTarget(places, settings.create, options.onCreated);
  const run = {
    ...{ settings, places, makeTarget, chosen, temporaryFolder },
    ...{ giveUp: createGiveUp(wayOf), recentTags: createRecentTags() },
  };
  const results: MirrorResult[] = versions.map((version) => ({ version, outcome: 'cancelled' }));
  let done = 0;
  let failed = 0;
  const mirror = async (at: number, version: PlannedVersion, stop: AbortSignal): Promise<void> => {
    const last = await resultOf(version, run, stop);
    results[at] = last;
    done += 1;
    if (last.outcome === 'failed') failed += 1;
    onProgress?.({ done, total: versions.length, failed, last });
  };
  try {
    await forEachParallel(
      [...versions.entries()],
      concurrency,
      options.signal,
      ([at, version], stop) => mirror(at, version, stop),
    );
  } catch (error) {
    if (!isAbort(error, options.signal)) throw error;
  }
  return results;
}

function wayOf({ source, target }: PlannedVersion): string {
  return `${source} ${target.registry}`;
}

async function resultOf(
  version: PlannedVersion,
  run: Run,
  signal: AbortSignal,
): Promise<MirrorResult> {
  try {
    return await mirrored(version, run, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return { version, outcome: 'failed', error };
  }
}

async function mirrored(
  version: PlannedVersion,
  run: Run,
  signal: AbortSignal,
): Promise<MirrorResult> {
  const { state, reference } = version;
  if (state.is === 'unknown') throw state.error;
  if ('existing' in state) {
    const replaces = run.chosen && state.is === 'differs';
    const action = replaces ? 'replace' : actionFor(state, run.settings);
    const reason = state.is === 'immutable' ? state.reason : undefined;
    if (action === 'fail') throw conflict(reference, state.existing, reason);
    if (action !== 'replace') return stays(version, state.existing);
  }
  // What stays goes no way, and says nothing of one.
  return unlessClosed(version, run.giveUp, async () => {
    if (state.is === 'missing-repository') await run.makeTarget(version.target, { signal });
    return send(version, run, signal);
  });
}

async function unlessClosed<T>(
  version: PlannedVersion,
  giveUp: GiveUp<PlannedVersion>,
  work: () => Promise<T>,
): Promise<T> {
  giveUp.check(version);
  try {
    const result = await work();
    giveUp.succeeded(version);
    return result;
  } catch (error) {
    if (error instanceof Error) giveUp.failed(version, error);
    throw error;
  }
}

async function send(version: PlannedVersion, run: Run, signal: AbortSignal): Promise<MirrorResult> {
  try {
    return await sendUnlessTaken(version, run, signal);
  } catch (error) {
    // The host has said only now that its tags cannot be moved.
    const kept = hasCode(error, 'registry.tag-immutable') ? String(error.facts['digest']) : '';
    if (run.settings.onConflict !== 'skip' || !isDigest(kept)) throw error;
    return stays(version, kept);
  }
}

async function sendUnlessTaken(
  version: PlannedVersion,
  run: Run,
  signal: AbortSignal,
): Promise<MirrorResult> {
  const { settings, places, temporaryFolder, recentTags } = run;
  const { origin, target, reference, state } = version;
  const repository = places.registry(target.registry).repository(target.repository);
  let inTheWay: Digest | undefined;
  const mayReplace = (existing: Digest): boolean => {
    inTheWay = existing;
    const isShown = run.chosen && state.is === 'differs' && state.existing === existing;
    return isShown || settings.onConflict === 'replace';
  };
  const { provenance, attachments } = settings;
  const sent =
    origin.kind === 'archive'
      ? await mirrorArchive(version, origin, repository, {
          ...{ signal, mayReplace, temporaryFolder, recentTags, provenance },
        })
      : await mirrorArtifact(version, origin, repository, { signal, mayReplace, attachments });
  if (sent) return { version, outcome: inTheWay ? 'replaced' : 'copied', ...sent };
  // Somebody has published other content since the plan was made.
  if (inTheWay && settings.onConflict === 'skip') return stays(version, inTheWay);
  throw conflict(reference, inTheWay ?? '');
}

function stays(version: PlannedVersion, digest: Digest): MirrorResult {
  const outcome = version.state.is === 'same' ? 'same' : 'skipped';
  return { version, outcome, digest, copiedBytes: 0, provenance: false, attachments: 0, left: [] };
}
