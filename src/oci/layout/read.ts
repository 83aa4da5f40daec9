import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { Descriptor } from '../descriptor';
import { isDigest, type Digest } from '../digest';
import { isObject, parseObject } from '../json';
import { manifestSizeLimit, manifestTooLarge } from '../manifest';
import { ociIndex, ociManifest } from '../mediaType';
import type { BlobContent, ManifestContent } from '../store';
import { blobSize, missingBlob, readBlob, readManifestBytes } from './blobs';
import { findEntry, readIndexFile } from './indexFile';

/** @throws ChartroomError `oci.not-found`, `oci.layout-corrupt` */
export async function resolveReference(
  directory: string,
  reference: string,
  options?: Abortable,
): Promise<Descriptor> {
  const entry = findEntry(await readIndexFile(directory), reference);
  if (entry) return entry.descriptor;
  if (isDigest(reference)) return describeBlob(directory, reference, options);
  throw referenceNotFound(directory, reference);
}

/** @throws ChartroomError `oci.not-found`, `oci.digest-mismatch`, `oci.manifest-too-large` */
export async function readManifest(
  directory: string,
  reference: string,
  options?: Abortable,
): Promise<ManifestContent> {
  const descriptor = await resolveReference(directory, reference, options);
  return { descriptor, bytes: await readManifestBytes(directory, descriptor, options) };
}

/** @throws ChartroomError `oci.not-found` at once; damage shows while reading */
export async function openBlob(
  directory: string,
  descriptor: Descriptor,
  options?: Abortable,
): Promise<BlobContent> {
  if ((await blobSize(directory, descriptor.digest)) === undefined) {
    throw missingBlob(directory, descriptor.digest);
  }
  return readBlob(directory, descriptor, options);
}

export function referenceNotFound(directory: string, reference: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.not-found',
    template: '"{reference}" is not in {location}',
    facts: { reference, location: directory },
  });
}

/**
 * The descriptor of a manifest by its digest alone: from an entry of the index, or, for one that only
 * an index of the artifact names, from its own bytes.
 */
async function describeBlob(
  directory: string,
  digest: Digest,
  options?: Abortable,
): Promise<Descriptor> {
  const { entries } = await readIndexFile(directory);
  const named = entries.find((entry) => entry.descriptor.digest === digest);
  if (named) return named.descriptor;
  const size = await blobSize(directory, digest);
  if (size === undefined) throw missingBlob(directory, digest);
  if (size > manifestSizeLimit) throw manifestTooLarge(digest, directory);
  const unknown = { mediaType: 'application/octet-stream', digest, size };
  const bytes = await readManifestBytes(directory, unknown, options);
  return { mediaType: mediaTypeOf(bytes, directory, digest), digest, size };
}

/** A document without `mediaType` is an OCI one; Docker's always have it. */
function mediaTypeOf(bytes: Uint8Array, directory: string, digest: Digest): string {
  const notManifest = (reason: string, cause?: unknown) =>
    new ChartroomError({
      code: 'oci.not-found',
      template: 'Content {digest} of {location} is not a manifest: {reason}',
      facts: { digest, location: directory, reason },
      cause,
    });
  const document = parseObject(bytes, notManifest);
  if (typeof document['mediaType'] === 'string') return document['mediaType'];
  if (Array.isArray(document['manifests'])) return ociIndex;
  if (isObject(document['config'])) return ociManifest;
  throw notManifest('it has neither config nor manifests');
}
