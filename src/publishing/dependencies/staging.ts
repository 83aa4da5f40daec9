import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { readChartMetadata } from '../../chart/archive/read';
import { forEachParallel } from '../../oci/parallel';
import { onDisk } from './diskError';
import type { ChartSource } from './source';

/** What is to be got: one version from one source. */
export interface Wanted {
  readonly name: string;
  readonly version: string;
  readonly source: ChartSource;
}

export interface FetchProgress {
  /** Archives that are there, of all. */
  readonly done: number;
  readonly total: number;
  /** The one that has just come, as `name version`. */
  readonly last: string;
}

export interface FetchOptions extends Abortable {
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
}

/** Archives that come at a time. */
const downloadsAtOnce = 4;
const prefix = '.chartroom-';
/** Milliseconds after which a staging folder is one that a killed process left. */
const abandonedAfter = 3_600_000;

/**
 * Makes a folder in `charts/` for what is not complete yet, runs `work` with it and removes it. Helm and Chartroom pass
 * over names that begin with a dot there.
 */
export async function withStaging<T>(
  charts: string,
  work: (staging: string) => Promise<T>,
): Promise<T> {
  const staging = join(charts, `${prefix}${randomUUID()}`);
  await onDisk(charts, () => mkdir(staging, { recursive: true }));
  try {
    await removeAbandoned(charts, staging);
    return await work(staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What a killed update left is either in place by now or not wanted any more: see `place`. */
async function removeAbandoned(charts: string, own: string): Promise<void> {
  for (const name of await readdir(charts)) {
    const path = join(charts, name);
    if (!name.startsWith(prefix) || path === own) continue;
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > abandonedAfter) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Gets archives into the staging folder, whole and checked to be the charts that were asked for, and returns their file
 * names. The same version of the same source comes once.
 *
 * @throws ChartroomError `dependency.wrong-chart`, `dependency.file-clash`, `dependency.write-failed` and those of the sources
 */
export async function fetchArchives(
  wanted: readonly Wanted[],
  staging: string,
  { signal, onProgress }: FetchOptions,
): Promise<ReadonlySet<string>> {
  const unique = new Map(wanted.map((item) => [`${item.source.key} ${item.version}`, item]));
  const digests = new Map<string, string>();
  let done = 0;
  await forEachParallel([...unique.values()], downloadsAtOnce, signal, async (item, stop) => {
    const { file, digest } = await fetchOne(item, staging, { signal: stop });
    if (digests.has(file) && digests.get(file) !== digest) throw clash(file);
    digests.set(file, digest);
    done += 1;
    onProgress?.({ done, total: unique.size, last: `${item.name} ${item.version}` });
  });
  return new Set(digests.keys());
}

async function fetchOne(
  { name, version, source }: Wanted,
  staging: string,
  options: Abortable,
): Promise<{ file: string; digest: string }> {
  const { file, content } = await source.archive(version, options);
  if (basename(file) !== file || /[\\/]/.test(file)) throw unsafe(name, file);
  const partial = join(staging, `${randomUUID()}.partial`);
  const digest = await write(partial, content);
  const { name: actual } = await readChartMetadata(createReadStream(partial), options);
  if (actual !== name) throw wrongChart(name, actual, source.location);
  await onDisk(staging, () => rename(partial, join(staging, file)));
  return { file, digest };
}

async function write(path: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  await onDisk(path, async () => {
    const handle = await open(path, 'wx', 0o644);
    try {
      for await (const chunk of content) {
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
  return hash.digest('hex');
}

function wrongChart(name: string, actual: string, location: string): ChartroomError {
  return new ChartroomError({
    code: 'dependency.wrong-chart',
    template: 'The chart from {location} is called "{actual}", and the dependency "{name}"',
    facts: { name, actual, location },
  });
}

function clash(file: string): ChartroomError {
  return new ChartroomError({
    code: 'dependency.file-clash',
    template:
      'Two dependencies from different repositories both want to be charts/{file}, and are not the same chart',
    facts: { file },
  });
}

function unsafe(name: string, file: string): ChartroomError {
  return new ChartroomError({
    code: 'dependency.name-unsafe',
    template: 'The dependency "{name}" cannot be kept in a file called "{file}"',
    facts: { name, file },
  });
}
