import type { Descriptor } from './descriptor';
import { sha256, type Digest } from './digest';
import { isObject } from './json';
import { parseIndex, parseManifest } from './manifest';
import { isIndexType, isManifestType, ociIndex } from './mediaType';
import type { ManifestContent } from './store';

/** Descriptors. Far more than anybody hangs on one artifact; it only stops a host that never ends. */
export const referrersLimit = 10_000;

/** The tag under which hosts without the referrers API keep an index of them (distribution-spec, "Referrers Tag Schema"). */
export function referrersTag(digest: Digest): string {
  return digest.replace(':', '-');
}

/** What the index under that tag lists. Something else under the tag is no list of referrers. */
export function referrersInIndex(content: ManifestContent): readonly Descriptor[] {
  return isIndexType(content.descriptor.mediaType) ? parseIndex(content).manifests : [];
}

/** That index with one line more, or a first one. What others have written into it stays as it is. */
export function withReferrer(
  index: ManifestContent | undefined,
  referrer: Descriptor,
): ManifestContent {
  const mediaType = index?.descriptor.mediaType ?? ociIndex;
  const before: unknown = index && JSON.parse(new TextDecoder().decode(index.bytes));
  const fields = isObject(before) ? before : { schemaVersion: 2, mediaType };
  const listed: unknown = fields['manifests'];
  const manifests = [...(Array.isArray(listed) ? (listed as unknown[]) : []), referrer];
  const bytes = Buffer.from(JSON.stringify({ ...fields, manifests }));
  return { descriptor: { mediaType, digest: sha256(bytes), size: bytes.length }, bytes };
}

/** As a host that processes `subject` describes a manifest, or undefined when it is about something else. */
export function asReferrerOf(subject: Digest, content: ManifestContent): Descriptor | undefined {
  const { mediaType, digest, size } = content.descriptor;
  const described = { mediaType, digest, size };
  if (isIndexType(mediaType)) {
    const index = parseIndex(content);
    return index.subject?.digest === subject ? { ...described, ...factsOf(index) } : undefined;
  }
  if (!isManifestType(mediaType)) return undefined;
  const manifest = parseManifest(content);
  if (manifest.subject?.digest !== subject) return undefined;
  // distribution-spec: the config's type where there is no artifactType.
  return { ...described, artifactType: manifest.config.mediaType, ...factsOf(manifest) };
}

function factsOf({
  artifactType,
  annotations,
}: Pick<Descriptor, 'artifactType' | 'annotations'>): Pick<
  Descriptor,
  'artifactType' | 'annotations'
> {
  return {
    ...(artifactType !== undefined && artifactType !== '' && { artifactType }),
    ...(annotations && { annotations }),
  };
}
