import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { claim, isDead, readClaimant, type Claimant } from './claim';
import type { Lock } from './lock';

/** Milliseconds. A lease that nobody renews is a risk to nobody but costs disk space, so this is generous. */
const leaseStaleAfter = 3_600_000;

const leasePrefix = 'lease-';

/**
 * Runs work while a lease file stands in `ingestDirectory`. It is created under the lock, after
 * `prepare`, so that a collection either sees it or is over before the work looks at any blob.
 */
export async function withLease<T>(
  ingestDirectory: string,
  lock: Lock,
  prepare: () => Promise<void>,
  work: () => Promise<T>,
  options?: Abortable,
): Promise<T> {
  const path = join(ingestDirectory, `${leasePrefix}${randomBytes(16).toString('hex')}.json`);
  const lease = await lock(async () => {
    await prepare();
    return claim(path);
  }, options);
  try {
    return await work();
  } finally {
    await lease?.release();
  }
}

/** Removes the leases of processes that are gone and returns true if there are others. Call it under the lock. */
export async function hasLiveLease(ingestDirectory: string): Promise<boolean> {
  let live = false;
  for (const name of await readdir(ingestDirectory)) {
    if (!name.startsWith(leasePrefix)) continue;
    const path = join(ingestDirectory, name);
    const holder = await readClaimant(path);
    if (!holder) continue;
    if (isLive(holder)) live = true;
    else await rm(path, { force: true });
  }
  return live;
}

function isLive(holder: Claimant): boolean {
  return !isDead(holder) && Date.now() - holder.beat < leaseStaleAfter;
}
