import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { claim, isDead, readClaimant, type Claim, type Claimant } from './claim';

/** Runs work while no other process, and no other call in this one, runs work under the same lock. */
export type Lock = <T>(work: () => Promise<T>, options?: Abortable) => Promise<T>;

export interface LockOptions {
  /** Milliseconds to wait for another process. */
  readonly timeout: number;
  /** Milliseconds without a heartbeat after which a holder that cannot be asked counts as gone. */
  readonly staleAfter: number;
}

/** What a waiter has seen of a holder, and at how many looks in a row it was the same. */
interface Watch {
  readonly holder: Claimant;
  readonly looks: number;
}

const pollInterval = 20;

/**
 * A lock file, created exclusively. Node has no lock that the system frees at a process's end, so a
 * holder that died is told by its process number, or by a heartbeat that stands still while we watch.
 * Watching is counted in looks: clocks differ between hosts, and run on while a machine sleeps with
 * holder and waiter.
 * Calls in this process queue for their turn.
 * @throws ChartroomError `oci.layout-locked` from the lock, when waiting takes too long
 */
export function createLock(path: string, lockOptions: LockOptions): Lock {
  let tail: Promise<unknown> = Promise.resolve();
  return (work, options = {}) => {
    const previous = tail;
    const run = async () => {
      await unlessAborted(previous, options.signal);
      const held = await acquire(path, lockOptions, options);
      try {
        return await work();
      } finally {
        await held.release();
      }
    };
    const result = run();
    tail = Promise.allSettled([previous, result]);
    return result;
  };
}

async function acquire(path: string, limits: LockOptions, options: Abortable): Promise<Claim> {
  const deadline = performance.now() + limits.timeout;
  let watch: Watch | undefined;
  for (;;) {
    options.signal?.throwIfAborted();
    const own = await claim(path);
    if (own) return own;
    const holder = await readClaimant(path);
    watch = holder && watchHolder(holder, watch);
    if (watch && isGone(watch, limits)) await breakLock(path, watch.holder, limits);
    else if (performance.now() > deadline) throw locked(path, holder);
    await delay(pollInterval, undefined, options.signal ? { signal: options.signal } : {});
  }
}

function watchHolder(holder: Claimant, watch: Watch | undefined): Watch {
  const looks = watch && isSame(watch.holder, holder) ? watch.looks + 1 : 1;
  return { holder, looks };
}

function isSame(a: Claimant, b: Claimant): boolean {
  return a.token === b.token && a.beat === b.beat;
}

function isGone(watch: Watch, limits: LockOptions): boolean {
  return isDead(watch.holder) || watch.looks * pollInterval > limits.staleAfter;
}

/**
 * Removes the lock of a holder that is gone. Two waiters may find that at the same time, and the slower
 * must not remove the lock the faster has taken since: so this step has an exclusive file of its own,
 * and looks again. That file outlives its process only if that dies within this function.
 */
async function breakLock(path: string, gone: Claimant, limits: LockOptions): Promise<void> {
  const breakPath = `${path}.break`;
  const right = await claim(breakPath);
  if (!right) {
    const breaker = await readClaimant(breakPath);
    const left = breaker && (isDead(breaker) || Date.now() - breaker.beat > limits.staleAfter);
    if (left) await rm(breakPath, { force: true });
    return;
  }
  try {
    const current = await readClaimant(path);
    if (current && isSame(current, gone)) await rm(path, { force: true });
  } finally {
    await right.release();
  }
}

function locked(path: string, holder: Claimant | undefined): ChartroomError {
  const here = holder?.host === hostname();
  return new ChartroomError({
    code: 'oci.layout-locked',
    template: here
      ? 'Process {pid} is writing to the saved charts and holds {path}; try again when it is done'
      : 'A process on {host} is writing to the saved charts and holds {path}; try again when it is done',
    facts: { path, pid: holder?.pid ?? 'unknown', host: holder?.host ?? 'another computer' },
  });
}

async function unlessAborted(turn: Promise<unknown>, signal: AbortSignal | undefined) {
  if (!signal) return turn;
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort);
  });
  await Promise.race([turn, aborted]);
  if (onAbort) signal.removeEventListener('abort', onAbort);
  signal.throwIfAborted();
  return undefined;
}
