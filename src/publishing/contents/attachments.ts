import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Descriptor } from '../../oci/descriptor';
import { parseManifest } from '../../oci/manifest';
import { isIndexType } from '../../oci/mediaType';
import { referrersTag } from '../../oci/referrers';
import type { ManifestContent, Referrers, Source } from '../../oci/store';
import { kindOfType, typeOfManifest, type ArtifactKind } from '../artifactKind';

/** What hangs on an artifact: a signature, an attestation, a bill of materials. */
export interface Attachment {
  /** Of its manifest. */
  readonly descriptor: Descriptor;
  readonly kind: ArtifactKind;
  readonly artifactType: string;
  /** Bytes of what it says, where that is known without reading it. */
  readonly size: number | undefined;
  /** The tag it was found under, where it is not a referrer. */
  readonly tag: string | undefined;
}

/** How cosign ends the tags it makes of a digest, and what it puts there (cosign, `specs/SIGNATURE_SPEC.md`). */
const cosignTags = new Map<string, ArtifactKind>([
  ['sig', 'signature'],
  ['att', 'attestation'],
  ['sbom', 'sbom'],
]);

/**
 * What hangs on a manifest: its referrers, and what cosign keeps under tags made of the digest. Takes
 * one request for the referrers, two without the API, and one for each kind of tag.
 */
export async function listAttachments(
  source: Source & Referrers,
  { digest }: Pick<Descriptor, 'digest'>,
  options: Abortable = {},
): Promise<readonly Attachment[]> {
  const [referrers, ...tagged] = await Promise.all([
    source.referrers(digest, options),
    ...[...cosignTags.keys()].map((suffix) =>
      taggedAs(source, `${referrersTag(digest)}.${suffix}`, suffix, options),
    ),
  ]);
  const found = new Map(
    tagged.flatMap((one) => (one ? [[one.descriptor.digest, one] as const] : [])),
  );
  for (const descriptor of referrers) {
    if (!found.has(descriptor.digest)) found.set(descriptor.digest, attachmentOf(descriptor));
  }
  return [...found.values()];
}

function attachmentOf(descriptor: Descriptor): Attachment {
  const artifactType = descriptor.artifactType ?? descriptor.mediaType;
  const kind = kindOfType(artifactType);
  return { descriptor, kind, artifactType, size: undefined, tag: undefined };
}

async function taggedAs(
  source: Source,
  tag: string,
  suffix: string,
  options: Abortable,
): Promise<Attachment | undefined> {
  try {
    const content = await source.manifest(tag, options);
    const { descriptor } = content;
    return { descriptor, kind: cosignTags.get(suffix) ?? 'other', ...saidBy(content), tag };
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return undefined;
    throw error;
  }
}

/** cosign makes a container image of it, so that its first layer says what it is. */
function saidBy(content: ManifestContent): Pick<Attachment, 'artifactType' | 'size'> {
  const { mediaType } = content.descriptor;
  if (isIndexType(mediaType)) return { artifactType: mediaType, size: undefined };
  const manifest = parseManifest(content);
  const artifactType = manifest.layers[0]?.mediaType ?? typeOfManifest(manifest);
  return { artifactType, size: manifest.layers.reduce((sum, { size }) => sum + size, 0) };
}
