import type { Descriptor } from './descriptor';
import type { Digest } from './digest';
import { parseIndex, parseManifest } from './manifest';
import { isIndexType, isManifestType } from './mediaType';
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
