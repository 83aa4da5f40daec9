import { lstat, rename, rm } from 'node:fs/promises';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';

/** @throws ChartroomError `chart.folder-exists` when anything, even a broken link, has this name */
export async function checkAbsent(directory: string): Promise<void> {
  if (await exists(directory)) throw folderExists(directory);
}

/**
 * Renames a finished folder to its name. A folder to be replaced steps aside first and comes back
 * when the rename fails, so there is always a whole one.
 *
 * @throws ChartroomError `chart.folder-exists`, `chart.unpack-failed`
 */
export async function moveIntoPlace(
  finished: string,
  directory: string,
  replace: boolean,
): Promise<void> {
  if (!(await exists(directory))) {
    await onDisk(directory, () => renameToNew(finished, directory));
    return;
  }
  if (!replace) throw folderExists(directory);
  const aside = `${finished}.replaced`;
  await onDisk(directory, async () => {
    await rename(directory, aside);
    try {
      await rename(finished, directory);
    } catch (error) {
      await rename(aside, directory);
      throw error;
    }
  });
  await onDisk(aside, () => rm(aside, { recursive: true, force: true }));
}

/** Somebody may have made the folder since it was looked for. */
async function renameToNew(finished: string, directory: string): Promise<void> {
  try {
    await rename(finished, directory);
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === 'EEXIST' || code === 'ENOTEMPTY' ? folderExists(directory) : error;
  }
}

/** Runs file operations on `path` and says so when the operating system refuses one. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new ChartroomError({
      code: 'chart.unpack-failed',
      template: 'The chart cannot be unpacked to {path}: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      ...(code === 'ENOSPC' && { remedy: { kind: 'free-space', path } }),
      cause: error,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return onDisk(path, async () => {
    try {
      await lstat(path);
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return false;
      throw error;
    }
  });
}

function folderExists(directory: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.folder-exists',
    template: 'The chart cannot be unpacked: {directory} exists already',
    facts: { directory },
  });
}
