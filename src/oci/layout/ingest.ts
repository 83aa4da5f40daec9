import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError, onDisk } from './diskError';

/** Files being written have this end; nothing else in `ingest/` does. */
export const ingestSuffix = '.chartroom-part';

/**
 * Writes a file so that readers, other processes and a crash see it whole or not at all: into a new
 * file under `ingestDirectory`, to the disk, then renamed on the same file system. When `write` fails,
 * nothing is left, and its error passes as it is: it may come from a network.
 * @param write fills the file and returns the path it belongs at
 */
export async function ingest(
  ingestDirectory: string,
  write: (file: FileHandle) => Promise<string>,
): Promise<void> {
  const part = join(ingestDirectory, `${randomBytes(16).toString('hex')}${ingestSuffix}`);
  const file = await onDisk(part, () => open(part, 'wx'));
  try {
    const path = await fill(file, part, write);
    await onDisk(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      await rename(part, path);
      await syncDirectory(dirname(path));
    });
  } catch (error) {
    // The failure to tell is the one that led here; a file that stays behind is deleted by collect.
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

export async function ingestText(
  ingestDirectory: string,
  path: string,
  text: string,
): Promise<void> {
  await ingest(ingestDirectory, async (file) => {
    await onDisk(path, () => file.writeFile(text));
    return path;
  });
}

async function fill(
  file: FileHandle,
  part: string,
  write: (file: FileHandle) => Promise<string>,
): Promise<string> {
  try {
    const path = await write(file);
    await onDisk(part, () => file.sync());
    return path;
  } finally {
    await file.close();
  }
}

/** Makes the rename survive a power cut. Windows cannot open directories and needs no such step. */
async function syncDirectory(directory: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(directory, 'r');
  } catch (error) {
    if (isSystemError(error, 'EISDIR', 'EPERM', 'EACCES')) return;
    throw error;
  }
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems refuse to sync a directory; the rename is done all the same.
    if (!isSystemError(error, 'EINVAL', 'EPERM', 'ENOTSUP')) throw error;
  } finally {
    await handle.close();
  }
}
