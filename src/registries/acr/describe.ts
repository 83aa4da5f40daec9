import type { Abortable } from '../../base/abort';
import { isDigest } from '../../oci/digest';
import type { Client } from '../../oci/distribution/client';
import type { Lock, VersionDescription } from '../registry';
import type { ManifestRow, TagRow } from './attributes';
import { readManifestRow, readTag } from './metadata';
import { artifactTypeOf, bothLocks, versionEntry } from './versions';

/** Everything the registry says of a version: one request for a digest, two for a tag. */
export async function describeVersion(
  client: Client,
  repository: string,
  version: string,
  options: Abortable,
): Promise<VersionDescription> {
  const tag = isDigest(version) ? undefined : await readTag(client, repository, version, options);
  const digest = isDigest(version) ? version : tag?.digest;
  if (digest === undefined) throw new TypeError('A tag without a digest');
  const manifest = await readManifestRow(client, repository, digest, options);
  const shown: TagRow = tag ?? { ...manifest, name: manifest.tags[0] ?? version };
  return {
    ...versionEntry(shown, manifest),
    mediaType: manifest.mediaType ?? '',
    details: detailsOf(manifest, tag),
  };
}

function detailsOf(
  manifest: ManifestRow,
  tag: TagRow | undefined,
): readonly (readonly [string, string])[] {
  const { digest, size, tags, platform, created, updated } = manifest;
  const details: readonly (readonly [string, string | undefined])[] = [
    ['Media type', manifest.mediaType],
    ['Artifact type', artifactTypeOf(manifest)],
    ['Digest', digest],
    ['Size in bytes', size === undefined ? undefined : String(size)],
    ['Tags', tags.join(', ') || undefined],
    ['Platform', platform],
    ['Created', created?.toISOString()],
    ['Changed', updated?.toISOString()],
    ['Tag set', tag?.updated?.toISOString()],
    ['Lock', lockText(bothLocks(tag?.lock, manifest.lock))],
  ];
  return details.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]));
}

function lockText(lock: Lock | undefined): string | undefined {
  if (lock === undefined) return undefined;
  if (lock.write && lock.delete) return 'none';
  if (lock.write) return 'against deleting';
  return lock.delete ? 'against changes' : 'against changes and deleting';
}
