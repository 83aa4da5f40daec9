import { opendir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { childrenOf } from '../children';
import type { Descriptor } from '../descriptor';
import { isDigest, type Digest } from '../digest';
import { isIndexType, isManifestType } from '../mediaType';
import { blobSize, readManifestBytes } from './blobs';
import { isSystemError, onDisk } from './diskError';
import type { LayoutFolder } from './folder';
import { readIndexFile } from './indexFile';
import { ingestSuffix } from './ingest';
import { hasLiveLease } from './lease';

export interface CollectResult {
  /** True when somebody is writing to the layout: nothing was deleted, try again later. */
  readonly deferred: boolean;
  readonly deletedBlobs: number;
  /** Bytes. */
  readonly freedBytes: number;
}

/**
 * Deletes the blobs that no reference reaches and what crashed writers left in `ingest/`. Call it under
 * the lock: no lease can begin meanwhile. A damaged manifest stops it before anything is deleted,
 * because what that manifest needs is not known.
 * @throws ChartroomError `oci.layout-corrupt`, `oci.digest-mismatch`, `oci.manifest-invalid`
 */
export async function collectGarbage(
  folder: LayoutFolder,
  options: Abortable = {},
): Promise<CollectResult> {
  const { directory, ingestDirectory } = folder;
  return onDisk(directory, async () => {
    if (await hasLiveLease(ingestDirectory)) {
      return { deferred: true, deletedBlobs: 0, freedBytes: 0 };
    }
    const reachable = await markReachable(directory, options);
    await deleteParts(ingestDirectory);
    return deleteUnreachable(directory, reachable, options);
  });
}

async function markReachable(directory: string, options: Abortable): Promise<ReadonlySet<Digest>> {
  const { entries } = await readIndexFile(directory);
  const reachable = new Set<Digest>();
  const walked = new Set<string>();
  const pending: Descriptor[] = entries.map((entry) => entry.descriptor);
  for (let next = pending.pop(); next; next = pending.pop()) {
    options.signal?.throwIfAborted();
    reachable.add(next.digest);
    // With the type, because one artifact may hold as a mere layer what is a manifest to another.
    const node = `${next.mediaType} ${next.digest}`;
    if (walked.has(node)) continue;
    walked.add(node);
    pending.push(...(await storedChildren(directory, next, options)));
  }
  return reachable;
}

/** A manifest that is missing, such as a subject that was never copied, needs nothing. */
async function storedChildren(
  directory: string,
  descriptor: Descriptor,
  options: Abortable,
): Promise<readonly Descriptor[]> {
  const { mediaType, digest } = descriptor;
  if (!isManifestType(mediaType) && !isIndexType(mediaType)) return [];
  if ((await blobSize(directory, digest)) === undefined) return [];
  const bytes = await readManifestBytes(directory, descriptor, options);
  const { manifests, blobs, subject } = childrenOf({ descriptor, bytes });
  return [...manifests, ...blobs, ...(subject ? [subject] : [])];
}

/** Every write holds a lease, so without one these files belong to nobody. Other tools' files have other names. */
async function deleteParts(ingestDirectory: string): Promise<void> {
  for (const name of await readdir(ingestDirectory)) {
    if (name.endsWith(ingestSuffix)) await rm(join(ingestDirectory, name), { force: true });
  }
}

async function deleteUnreachable(
  directory: string,
  reachable: ReadonlySet<Digest>,
  options: Abortable,
): Promise<CollectResult> {
  let deletedBlobs = 0;
  let freedBytes = 0;
  for await (const { digest, path } of storedBlobs(directory)) {
    if (reachable.has(digest)) continue;
    options.signal?.throwIfAborted();
    const { size } = await stat(path);
    await rm(path);
    deletedBlobs += 1;
    freedBytes += size;
  }
  return { deferred: false, deletedBlobs, freedBytes };
}

/** Files that are not named by a digest we know are not ours to judge. */
async function* storedBlobs(directory: string): AsyncIterable<{ digest: Digest; path: string }> {
  for (const algorithm of ['sha256', 'sha512']) {
    const folder = join(directory, 'blobs', algorithm);
    for await (const entry of listFolder(folder)) {
      const digest = `${algorithm}:${entry.name}`;
      if (entry.isFile() && isDigest(digest)) yield { digest, path: join(folder, entry.name) };
    }
  }
}

async function* listFolder(folder: string) {
  try {
    yield* await opendir(folder);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}
