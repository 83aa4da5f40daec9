import type { Abortable } from '../../base/abort';
import { createTurns } from '../../base/turns';
import type { CopyProgress } from '../../oci/copy';
import { forEachParallel } from '../../oci/parallel';
import type { CreationSettings } from '../../registries/registry';
import { copyVersion, type CopyVersionOptions, type CopyVersionResult } from '../copyVersion';
import { createEnsureRepository, type ensureRepository } from '../ensureRepository';
import { createGiveUp } from '../giveUp';
import { partsProgress } from '../partsProgress';
import { wayOf, type PlannedPromotion } from './promotion';

export type PromotionResult =
  | {
      readonly is: 'done';
      readonly planned: PlannedPromotion;
      readonly copied: CopyVersionResult;
    }
  | { readonly is: 'failed'; readonly planned: PlannedPromotion; readonly error: Error }
  /** It was not begun, or ended before its tag. */
  | { readonly is: 'cancelled'; readonly planned: PlannedPromotion };

export interface PromotionProgress {
  /** Promotions that have ended, well or not. */
  readonly done: number;
  readonly total: number;
  /** How much of all is done, from 0 to 1, each promotion counted as much as another. */
  readonly share: number;
  /** Of all that have begun. */
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface RunOptions extends Abortable {
  readonly onProgress?: ((progress: PromotionProgress) => void) | undefined;
  /** Told of each promotion as soon as it has ended, well or not. */
  readonly onResult?: ((result: PromotionResult) => void) | undefined;
  /** Promotions at a time, 3 unless given; each has up to 4 blobs in flight. */
  readonly concurrency?: number | undefined;
  /** Whether signatures and the like come along. They do unless this is false. */
  readonly attachments?: boolean | undefined;
  /** How a missing repository is made; undefined when it must not be. */
  readonly settingsOf?: ((planned: PlannedPromotion) => CreationSettings | undefined) | undefined;
  /** Told as soon as a repository has been made. */
  readonly onCreated?:
    ((planned: PlannedPromotion, settings: CreationSettings) => void) | undefined;
}

/**
 * Carries out what was planned, several at a time. One that fails does not stop the others. Cancelling ends
 * those under way before their tags; those that have ended stay. What was to be replaced is replaced only
 * if it is still what the plan saw. When a host cannot be reached or takes no login three times in a row, the
 * others that would go the same way fail without being tried. Never throws for a promotion: each has a result, in the
 * order given.
 */
export async function runPromotions(
  planned: readonly PlannedPromotion[],
  options: RunOptions = {},
): Promise<readonly PromotionResult[]> {
  const results = new Map<PlannedPromotion, PromotionResult>();
  const ensure = createEnsureRepository();
  const turns = createTurns();
  const giveUp = createGiveUp(wayOf);
  let bytes = { doneBytes: 0, totalBytes: 0 };
  const shares = new Map<PlannedPromotion, number>();
  const tell = (): void => {
    const { length: total } = planned;
    const share = [...shares.values()].reduce((sum, one) => sum + one, 0) / total;
    options.onProgress?.({ ...{ done: results.size, total, share }, ...bytes });
  };
  const nextProgress = partsProgress(({ doneBytes, totalBytes }: CopyProgress) => {
    bytes = { doneBytes, totalBytes };
    tell();
  });
  const promote = async (one: PlannedPromotion, signal: AbortSignal): Promise<PromotionResult> => {
    try {
      giveUp.check(one);
      await makeRepository(one, ensure, options, signal);
      const inAll = nextProgress();
      const onProgress = (progress: CopyProgress): void => {
        shares.set(one, progress.doneBytes / Math.max(1, progress.totalBytes));
        inAll?.(progress);
      };
      // Several tags of one version go to a repository one after the other, so that its blobs are sent once.
      const copied = await turns.take(contentKey(one), () =>
        copy(one, { signal, onProgress, attachments: options.attachments }),
      );
      giveUp.succeeded(one);
      return { is: 'done', planned: one, copied };
    } catch (error) {
      if (signal.aborted) throw error;
      giveUp.failed(one, asError(error));
      return { is: 'failed', planned: one, error: asError(error) };
    }
  };
  try {
    await forEachParallel(
      planned,
      options.concurrency ?? 3,
      options.signal,
      async (one, signal) => {
        const result = await promote(one, signal);
        results.set(one, result);
        shares.set(one, 1);
        options.onResult?.(result);
        tell();
      },
    );
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  }
  return planned.map((one) => results.get(one) ?? { is: 'cancelled', planned: one });
}

function contentKey({ registry, repository, digest }: PlannedPromotion): string {
  return `${registry.id} ${repository.name} ${digest ?? ''}`;
}

function copy(
  { source, reference, digest, repository, tag, outlook }: PlannedPromotion,
  options: Pick<CopyVersionOptions, 'signal' | 'attachments' | 'onProgress'>,
): Promise<CopyVersionResult> {
  return copyVersion(source, digest ?? reference, repository, tag, {
    ...options,
    confirmReplace: ({ digest: existing }) =>
      Promise.resolve(outlook.is === 'differs' && outlook.existing === existing),
  });
}

async function makeRepository(
  planned: PlannedPromotion,
  ensure: typeof ensureRepository,
  { settingsOf, onCreated }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const { outlook, registry, repository } = planned;
  if (outlook.is !== 'new' || outlook.repository !== 'create') return;
  const settings = settingsOf?.(planned);
  const made = await ensure(registry, repository.name, settings, { signal });
  if (made === 'created' && settings) onCreated?.(planned, settings);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
