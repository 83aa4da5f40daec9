import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbort, type Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode } from '../../base/systemError';
import { readChartMetadata } from '../../chart/archive/read';
import { onDisk } from './diskError';

export interface Placing {
  readonly staging: string;
  readonly charts: string;
  /** The files of `staging` that are to be in `charts`. */
  readonly files: ReadonlySet<string>;
  /** Names of the charts that are in charts/ without a repository; their archives stay. */
  readonly kept: ReadonlySet<string>;
}

/** Archives of `charts/` that no dependency has any more. */
export interface Placed {
  readonly removed: readonly string[];
}

/**
 * Puts staged archives into `charts/`, takes outdated ones out, and then runs `last`, which writes the lock. When any of
 * it fails, everything is as it was. A process that is killed on the way loses nothing: the new archives come first, each
 * in one step, and the outdated go when all of them are there.
 */
export async function place(
  placing: Placing,
  last: () => Promise<void>,
  options: Abortable,
): Promise<Placed> {
  const { staging, charts, files } = placing;
  const removed = await outdatedArchives(placing, options);
  options.signal?.throwIfAborted();
  const before = join(staging, 'before');
  const undo: (() => Promise<void>)[] = [];
  try {
    await onDisk(before, () => mkdir(before));
    for (const file of files) {
      undo.push(await putIn(join(staging, file), join(charts, file), join(before, file)));
    }
    for (const file of removed) {
      await onDisk(join(charts, file), () => rename(join(charts, file), join(before, file)));
      undo.push(() => rename(join(before, file), join(charts, file)));
    }
    await last();
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
  return { removed };
}

/** Returns how to take it out again. */
async function putIn(source: string, target: string, before: string): Promise<() => Promise<void>> {
  const replaces = await keepCopy(target, before);
  await onDisk(target, () => rename(source, target));
  return replaces ? () => rename(before, target) : () => rm(target);
}

/** False when there is nothing to keep. A second name of the same file where the disk has such. */
async function keepCopy(target: string, copy: string): Promise<boolean> {
  return onDisk(target, async () => {
    try {
      await link(target, copy);
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return false;
      await copyFile(target, copy);
      return true;
    }
  });
}

/**
 * Every archive in charts/ that is a chart, is not among the new ones, and is not of a chart without a repository
 * (Helm, pkg/downloader/manager.go, safeMoveDeps). Folders stay, and so does what is no chart.
 */
async function outdatedArchives(
  { charts, files, kept }: Placing,
  options: Abortable,
): Promise<readonly string[]> {
  const outdated: string[] = [];
  for (const entry of await readdir(charts, { withFileTypes: true })) {
    if (!entry.isFile() || files.has(entry.name)) continue;
    const name = await chartName(join(charts, entry.name), options);
    if (name !== undefined && !kept.has(name)) outdated.push(entry.name);
  }
  return outdated;
}

async function chartName(path: string, options: Abortable): Promise<string | undefined> {
  try {
    return (await readChartMetadata(createReadStream(path), options)).name;
  } catch (error) {
    if (isAbort(error, options.signal) || !(error instanceof ChartroomError)) throw error;
    return undefined;
  }
}
