import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from './diskError';
import { createLock, type Lock, type LockOptions } from './lock';

/** Where a layout is, and its lock. */
export interface LayoutFolder {
  readonly directory: string;
  /** `ingest/`, where files are written before they are renamed into place; also home of the leases. */
  readonly ingestDirectory: string;
  /** Work under the lock finds the two directories there. */
  readonly lock: Lock;
}

export function layoutFolder(directory: string, options: LockOptions): LayoutFolder {
  const ingestDirectory = join(directory, 'ingest');
  const lock = createLock(join(directory, 'index.json.lock'), options);
  return {
    directory,
    ingestDirectory,
    lock: async (work, abort) => {
      await onDisk(directory, () => mkdir(ingestDirectory, { recursive: true }));
      return lock(work, abort);
    },
  };
}
