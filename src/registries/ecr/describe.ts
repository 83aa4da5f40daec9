import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Log } from '../../base/log';
import { isDigest } from '../../oci/digest';
import { parseManifest } from '../../oci/manifest';
import { isManifestType } from '../../oci/mediaType';
import type { VersionDescription } from '../registry';
import type { Control } from './control';
import { entryOf, type ListedImage } from './images';

type Detail = readonly [label: string, value: string];

/**
 * Everything ECR knows of a version. What the login may not ask for is left out.
 * @throws ChartroomError `oci.not-found`, `oci.denied`
 */
export async function describeVersion(
  control: Control,
  repository: string,
  version: string,
  options: Abortable & { readonly log: Log },
): Promise<VersionDescription> {
  const image = await control.describeImage(repository, version, options);
  const artifactType =
    image.artifactMediaType ?? (await typeInManifest(control, repository, image, options));
  const scan = await scanStatus(control, repository, version, options);
  const tag = image.imageTags?.find((name) => name === version) ?? image.imageTags?.[0] ?? '';
  const details: Detail[] = [
    ...row('Status', image.imageStatus),
    ...row('Scan', scan),
    ...row('Refers to', image.subjectManifestDigest),
    ...row('Archived', image.lastArchivedAt?.toISOString()),
  ];
  return {
    ...entryOf({ ...image, artifactMediaType: artifactType }, tag),
    mediaType: image.imageManifestMediaType ?? '',
    details,
  };
}

function row(label: string, value: string | undefined): readonly Detail[] {
  return value === undefined ? [] : [[label, value]];
}

/** ECR names the type of what was pushed since it knows types; for the rest the manifest does. */
async function typeInManifest(
  control: Control,
  repository: string,
  { imageDigest = '', imageManifestMediaType: mediaType = '' }: ListedImage,
  options: Abortable,
): Promise<string | undefined> {
  if (!isManifestType(mediaType) || !isDigest(imageDigest)) return undefined;
  const text = await control.manifest(repository, imageDigest, options);
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text);
  const descriptor = { mediaType, digest: imageDigest, size: bytes.length };
  const { config, artifactType } = parseManifest({ descriptor, bytes });
  return config.mediaType === emptyConfig ? artifactType : config.mediaType;
}

/** Stands for no config at all (image-spec, manifest.md "Guidelines for Artifact Usage"). */
const emptyConfig = 'application/vnd.oci.empty.v1+json';

/** Charts hold nothing a scanner of images understands; ECR then says so. */
async function scanStatus(
  control: Control,
  repository: string,
  version: string,
  options: Abortable & { readonly log: Log },
): Promise<string | undefined> {
  try {
    return await unlessDenied(options.log, async () => {
      const found = await control.scanFindings(repository, version, options);
      const counts = Object.entries(found.imageScanFindings?.findingSeverityCounts ?? {});
      const status = found.imageScanStatus?.status;
      if (counts.length === 0) return status;
      return `${status ?? ''}: ${counts.map(([name, count]) => `${count} ${name.toLowerCase()}`).join(', ')}`;
    });
  } catch (error) {
    if (hasCode(error, 'ecr.not-scanned')) return 'not scanned';
    throw error;
  }
}

/** A login for pushing often may ask nothing else; the rest of the description is worth having. */
async function unlessDenied<T>(log: Log, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'oci.denied')) throw error;
    log.info('Left out of the description', { reason: error.message });
    return undefined;
  }
}
