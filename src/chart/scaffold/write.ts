import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';

/**
 * Writes a new chart to `parent/<name>`, and `parent` where it is missing. All of it appears at
 * once: it is written to a hidden folder beside its place, which is removed when anything fails.
 *
 * @returns the folder of the chart
 * @throws ChartroomError `chart.exists`, `chart.not-written`
 */
export async function writeNewChart(
  files: ReadonlyMap<string, string>,
  parent: string,
  name: string,
  { signal }: Abortable = {},
): Promise<string> {
  const directory = join(parent, name);
  if (await isThere(directory)) throw exists(directory);
  const partial = join(parent, `.${name.slice(0, 60)}-${randomBytes(4).toString('hex')}.partial`);
  try {
    for (const [path, text] of files) {
      signal?.throwIfAborted();
      const target = join(partial, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text, { flag: 'wx' });
    }
    signal?.throwIfAborted();
    await renameToNew(partial, directory);
    return directory;
  } catch (error) {
    throw problemOf(error, directory);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** True when anything, even a broken link, has this path. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
    throw error;
  }
}

/** Somebody may have made it since it was looked for. */
async function renameToNew(partial: string, directory: string): Promise<void> {
  try {
    await rename(partial, directory);
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === 'EEXIST' || code === 'ENOTEMPTY' ? exists(directory) : error;
  }
}

function problemOf(error: unknown, directory: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new ChartroomError({
    code: 'chart.not-written',
    template: 'The chart cannot be written to {path}: {reason}',
    facts: { path: directory, reason: systemErrorReason(error) },
    ...(code === 'ENOSPC' && { remedy: { kind: 'free-space', path: dirname(directory) } }),
    cause: error,
  });
}

function exists(path: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.exists',
    template: '{path} exists already',
    facts: { path },
  });
}
