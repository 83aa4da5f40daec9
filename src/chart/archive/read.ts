import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { definitionFile, metadataOf } from '../definition';
import { chartSizeLimit, fileSizeLimit } from '../limits';
import type { Metadata } from '../metadata';
import { entryPath } from './entryPath';
import { gunzip } from './gunzip';
import { invalidArchive } from './invalid';
import { readTar, type TarEntry } from './tarRead';

export interface ArchiveEntry {
  /** Inside the chart, without the archive's first folder, separated by `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes as they are, a byte order mark included. To be read, once, before the next entry is asked for. */
  content(): AsyncIterable<Uint8Array>;
}

/**
 * What the tar stream may come to beside the files themselves: headers, padding, skipped entries.
 * Helm does not count those, so an archive of them would inflate without end.
 */
const decompressedLimit = 2 * chartSizeLimit;

/**
 * The files of a chart archive (`.tgz`), checked as Helm checks them (`LoadArchiveFiles`), read as
 * the caller advances. Leaving the loop early closes everything; reading to the end means that
 * `content` was read to its end too.
 *
 * @throws ChartroomError `chart.archive-invalid`, `chart.too-large`, `chart.file-too-large`
 */
export async function* readArchive(
  content: AsyncIterable<Uint8Array>,
  options: Abortable = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  let total = 0;
  let files = 0;
  for await (const entry of readTar(limited(gunzip(content, options), decompressedLimit))) {
    options.signal?.throwIfAborted();
    if (entry.type === 'Directory') continue;
    const path = entryPath(entry.name);
    checkType(entry, path);
    checkSize(entry, path, total);
    total += entry.size;
    // Helm's budget must not be used up to the last byte either.
    if (total >= chartSizeLimit) throw tooLarge();
    files += 1;
    yield { path, size: entry.size, content: () => entry.content() };
  }
  if (files === 0) throw invalidArchive('The chart archive is empty: no files in chart archive');
}

/**
 * The metadata of a chart archive, as Helm loads it. The archive is read and checked to its end:
 * requirements.yaml counts and stands anywhere, and `content` may be found false only there.
 *
 * @throws ChartroomError those of `readArchive`, `chart.missing`, `chart.yaml-invalid`, `chart.metadata-invalid`
 */
export async function readChartMetadata(
  content: AsyncIterable<Uint8Array>,
  options: Abortable = {},
): Promise<Metadata> {
  const definition = new Map<string, Uint8Array>();
  for await (const entry of readArchive(content, options)) {
    if (!definitionFile(entry.path)) continue;
    // Helm lays a second Chart.yaml over the first, so a reader could be shown another chart.
    if (definition.has(entry.path)) {
      throw invalidArchive('The chart archive is refused: "{path}" is in it twice', {
        path: entry.path,
      });
    }
    definition.set(entry.path, await contentOf(entry));
  }
  return metadataOf(definition);
}

/** A file as a whole, which is at most `fileSizeLimit` bytes. */
export async function contentOf(entry: ArchiveEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.content()) chunks.push(chunk);
  return Buffer.concat(chunks, entry.size);
}

/** Only gzip's own header says how much is to come, and that cannot be trusted: real bytes are counted. */
async function* limited(
  content: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of content) {
    count += chunk.length;
    if (count > limit) throw tooLarge();
    yield chunk;
  }
}

/**
 * Helm loads a link or a device as an empty file, silently. Neither that nor a link that unpacks to
 * somewhere else is what the archive's maker meant, so it is refused.
 */
function checkType(entry: TarEntry, path: string): void {
  if (entry.type === 'File' || entry.type === 'OldFile' || entry.type === 'ContiguousFile') return;
  throw invalidArchive(
    'The chart archive is refused: "{path}" is not a regular file but of type {type}',
    { path, type: entry.type },
  );
}

function checkSize(entry: TarEntry, path: string, before: number): void {
  if (entry.size > chartSizeLimit - before) throw tooLarge();
  if (entry.size <= fileSizeLimit) return;
  throw new ChartroomError({
    code: 'chart.file-too-large',
    template:
      'The chart archive is refused: decompressed chart file "{path}" is larger than the maximum file size {limit} bytes',
    facts: { path, limit: fileSizeLimit, size: entry.size },
  });
}

function tooLarge(): ChartroomError {
  return new ChartroomError({
    code: 'chart.too-large',
    template:
      'The chart archive is refused: decompressed chart is larger than the maximum size {limit} bytes',
    facts: { limit: chartSizeLimit },
  });
}
