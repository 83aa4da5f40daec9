import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import type { Descriptor } from '../descriptor';
import { sha256, type Digest } from '../digest';
import { manifestSizeLimit, manifestTooLarge } from '../manifest';
import type { BlobContent, PushOptions } from '../store';
import { checkBytes, verified } from '../verify';
import { diskError, isSystemError, onDisk } from './diskError';
import type { LayoutFolder } from './folder';
import { ingest } from './ingest';

/** `blobs/<algorithm>/<encoded>` (image-spec image-layout.md, "Blobs"). */
function blobPath(directory: string, digest: Digest): string {
  const [algorithm = '', encoded = ''] = digest.split(':');
  return join(directory, 'blobs', algorithm, encoded);
}

/** Size in bytes, or undefined when the blob is not there. */
export async function blobSize(directory: string, digest: Digest): Promise<number | undefined> {
  return (await blobStats(directory, digest))?.size;
}

/** When the blob was stored, or undefined when it is not there. */
export async function blobModified(directory: string, digest: Digest): Promise<Date | undefined> {
  return (await blobStats(directory, digest))?.mtime;
}

async function blobStats(directory: string, digest: Digest): Promise<Stats | undefined> {
  try {
    const stats = await stat(blobPath(directory, digest));
    return stats.isFile() ? stats : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw diskError(error, directory);
  }
}

/** Streams a blob, verified. The file is opened when reading starts, and closed at the end of it. */
export async function* readBlob(
  directory: string,
  descriptor: Descriptor,
  options: Abortable = {},
): BlobContent {
  const path = blobPath(directory, descriptor.digest);
  const { signal } = options;
  try {
    yield* verified(createReadStream(path, signal ? { signal } : {}), descriptor, directory);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) throw missingBlob(directory, descriptor.digest);
    throw diskError(error, path);
  }
}

/** True when the blob is there and intact: one that was damaged has to be written again, not skipped. */
export async function hasIntactBlob(
  directory: string,
  descriptor: Descriptor,
  options?: Abortable,
): Promise<boolean> {
  if ((await blobSize(directory, descriptor.digest)) !== descriptor.size) return false;
  try {
    let received = 0;
    for await (const chunk of readBlob(directory, descriptor, options)) received += chunk.length;
    return received === descriptor.size;
  } catch (error) {
    if (hasCode(error, 'oci.digest-mismatch') || hasCode(error, 'oci.not-found')) return false;
    throw error;
  }
}

/** Bytes of a manifest, verified. @throws ChartroomError `oci.not-found`, `oci.digest-mismatch`, `oci.manifest-too-large` */
export async function readManifestBytes(
  directory: string,
  descriptor: Descriptor,
  options: Abortable = {},
): Promise<Uint8Array> {
  const { digest } = descriptor;
  const size = await blobSize(directory, digest);
  if (size === undefined) throw missingBlob(directory, digest);
  if (size > manifestSizeLimit) throw manifestTooLarge(digest, directory);
  const { signal } = options;
  const path = blobPath(directory, digest);
  const bytes = await onDisk(path, () => readFile(path, signal ? { signal } : {}));
  checkBytes(bytes, descriptor, directory);
  return bytes;
}

/** Writes a blob into place, verified while it is written. A damaged one that stands there is replaced. */
export async function writeBlob(
  folder: LayoutFolder,
  descriptor: Descriptor,
  content: BlobContent,
  options: PushOptions = {},
): Promise<void> {
  const path = blobPath(folder.directory, descriptor.digest);
  await ingest(folder.ingestDirectory, async (file) => {
    for await (const chunk of verified(content, descriptor, folder.directory)) {
      await writeChunk(file, path, chunk, options);
    }
    return path;
  });
}

/** Writes a blob whose digest is known only at its end, such as an archive that is packed meanwhile. */
export async function writeNewBlob(
  folder: LayoutFolder,
  mediaType: string,
  content: BlobContent,
  options: PushOptions = {},
): Promise<Descriptor> {
  const hash = createHash('sha256');
  let size = 0;
  let digest: Digest = sha256('');
  await ingest(folder.ingestDirectory, async (file) => {
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.length;
      await writeChunk(file, folder.ingestDirectory, chunk, options);
    }
    digest = `sha256:${hash.digest('hex')}`;
    return blobPath(folder.directory, digest);
  });
  return { mediaType, digest, size };
}

export function missingBlob(directory: string, digest: Digest): ChartroomError {
  return new ChartroomError({
    code: 'oci.not-found',
    template: 'Content {digest} is missing from {location}',
    facts: { digest, location: directory },
  });
}

async function writeChunk(
  file: FileHandle,
  path: string,
  chunk: Uint8Array,
  options: PushOptions,
): Promise<void> {
  options.signal?.throwIfAborted();
  await onDisk(path, () => writeAll(file, chunk));
  options.onBytes?.(chunk.length);
}

/** The system may take a part of a chunk only, for example when the disk is nearly full. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    const { bytesWritten } = await file.write(chunk, written);
    written += bytesWritten;
  }
}
