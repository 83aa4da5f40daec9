import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode } from '../../base/systemError';
import { definitionFile, metadataOf } from '../definition';
import type { Metadata } from '../metadata';
import { invalidArchive } from './invalid';
import { checkAbsent, moveIntoPlace, onDisk } from './place';
import { contentOf, readArchive } from './read';

export interface UnpackOptions extends Abortable {
  /** Name of the new folder; the chart's own when not given. */
  readonly name?: string | undefined;
  /** Put the chart in the place of a folder that is there. */
  readonly replace?: boolean | undefined;
}

export interface UnpackedChart {
  /** The folder that holds Chart.yaml. */
  readonly directory: string;
  readonly metadata: Metadata;
}

/**
 * Unpacks a chart archive to `parent/<name>`; `parent` must exist. The work is done in a hidden
 * folder beside it, which is renamed when the last byte of `content` has been read and removed when
 * anything fails. Unlike Helm's Expand, no file is overwritten and byte order marks stay.
 *
 * @throws ChartroomError those of `readArchive`, of reading Chart.yaml, and `chart.name-invalid`,
 *   `chart.folder-exists`, `chart.unpack-failed`
 */
export async function unpackChart(
  content: AsyncIterable<Uint8Array>,
  parent: string,
  options: UnpackOptions = {},
): Promise<UnpackedChart> {
  const replace = options.replace ?? false;
  if (options.name !== undefined) {
    checkName(options.name);
    if (!replace) await checkAbsent(join(parent, options.name));
  }
  const suffix = randomBytes(4).toString('hex');
  const partial = join(parent, `.${options.name ?? 'chart'}-${suffix}.partial`);
  try {
    await onDisk(partial, () => mkdir(partial, { mode: 0o755 }));
    const metadata = await unpackInto(partial, content, options);
    const name = options.name ?? metadata.name;
    checkName(name);
    const directory = join(parent, name);
    options.signal?.throwIfAborted();
    await moveIntoPlace(partial, directory, replace);
    return { directory, metadata };
  } finally {
    // After the rename there is nothing left to remove.
    await onDisk(partial, () => rm(partial, { recursive: true, force: true }));
  }
}

/** Files being written at a time, each at most 5 MiB. More do not make it faster: measured. */
const writesAtOnce = 8;

async function unpackInto(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  options: Abortable,
): Promise<Metadata> {
  const definition = new Map<string, Uint8Array>();
  const writes = new Set<Promise<void>>();
  try {
    for await (const entry of readArchive(content, options)) {
      const bytes = await contentOf(entry);
      if (definitionFile(entry.path)) definition.set(entry.path, bytes);
      const write = writeNew(folder, entry.path, bytes).finally(() => writes.delete(write));
      writes.add(write);
      // A failure is taken up where all are waited for; until then it must not count as nobody's.
      write.catch(() => undefined);
      if (writes.size >= writesAtOnce) await Promise.race(writes);
    }
    await Promise.all(writes);
  } finally {
    // None may go on when the folder is being removed.
    await Promise.allSettled(writes);
  }
  return metadataOf(definition);
}

/**
 * A file that exists already is a second entry of that name, or on a disk that does not tell
 * capitals apart, of a name that is the same there. Helm keeps the last one, whichever that is.
 */
async function writeNew(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = contained(folder, path);
  await onDisk(target, async () => {
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o755 });
      await writeFile(target, bytes, { flag: 'wx', mode: 0o644 });
    } catch (error) {
      const code = systemErrorCode(error);
      if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
      throw invalidArchive(
        'The chart archive cannot be unpacked: "{path}" is in it twice, or its name differs only in capitals from another one',
        { path },
        error,
      );
    }
  });
}

/** `entryPath` has refused every path that leads out already; this is the lock behind the door. */
function contained(folder: string, path: string): string {
  const target = join(folder, path);
  const inside = relative(folder, target);
  if (inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)) return target;
  throw invalidArchive(
    'The chart archive is refused: chart illegally references parent directory: "{entry}"',
    { entry: path },
  );
}

/** Helm's rules and words for the name of the folder to unpack to (`expand.go`). */
function checkName(name: string): void {
  if (name === '') {
    throw new ChartroomError({
      code: 'chart.name-invalid',
      template: 'The chart cannot be unpacked: chart name not specified',
    });
  }
  if (name === '.' || name === '..') {
    throw new ChartroomError({
      code: 'chart.name-invalid',
      template: 'The chart cannot be unpacked: chart name "{name}" is not allowed',
      facts: { name },
    });
  }
  // Both separators on every system: what is unpacked here must unpack elsewhere.
  if (/[/\\]/.test(name)) {
    throw new ChartroomError({
      code: 'chart.name-invalid',
      template:
        'The chart cannot be unpacked: chart name "{name}" must not contain path separators',
      facts: { name },
    });
  }
}
