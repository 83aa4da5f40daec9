import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import { once } from '../../base/once';
import { readChartMetadata } from '../../chart/archive/read';
import type { Metadata } from '../../chart/metadata';
import { copy } from '../../oci/copy';
import type { Descriptor } from '../../oci/descriptor';
import { sha256, type Digest } from '../../oci/digest';
import type { BlobContent, ManifestContent, Source } from '../../oci/store';
import type { Repository } from '../../registries/registry';
import { chartConfig, chartManifest } from '../chartManifest';
import { foreseeCopy } from '../copyVersion';
import type { PushOutlook } from '../foreseePush';
import { helmChartLayer, helmProvenanceLayer } from '../helmMediaType';
import { writeTag } from '../writeTag';
import { openArchive } from './archive';
import { checkChart } from './checkChart';
import type { ArchiveOrigin } from './origin';
import type { PlannedVersion } from './plan';
import { readProvenance } from './provenance';
import type { RecentTags } from './recentTags';
import type { Sent } from './result';
import { withSpool, type Spooled } from './spool';

export interface MirrorArchiveOptions extends Abortable {
  readonly provenance: boolean;
  readonly temporaryFolder: string;
  /** Of the target. */
  readonly recentTags: RecentTags;
  /** Whether content that the tag names now may be replaced. */
  readonly mayReplace: (existing: Digest) => boolean;
}

/** How often an archive is asked for whose connection breaks on the way. */
const downloads = 3;

/**
 * Publishes an archive of a chart repository as `helm push` would, byte for byte, except that the
 * manifest does not say when: so the same archive has the same digest whenever it comes. The tag is
 * written last.
 *
 * @returns undefined when other content has the tag and stays
 * @throws ChartroomError `mirror.wrong-chart`, `repository.digest-mismatch`, `registry.tag-immutable`, and what the hosts throw
 */
export async function mirrorArchive(
  version: PlannedVersion,
  origin: ArchiveOrigin,
  target: Repository,
  options: MirrorArchiveOptions,
): Promise<Sent | undefined> {
  return withDownload(origin, options, async (archive) => {
    const metadata = await readChartMetadata(archive.open(), options);
    checkChart(metadata, version, origin.url);
    const [provenance, mayBeTaken] = await Promise.all([
      options.provenance ? readProvenance(origin, options) : undefined,
      options.recentTags.mayHave(target, version.tag, options),
    ]);
    const source = artifactOf(metadata, archive, provenance, origin.repository.url);
    const { digest } = source.manifestContent.descriptor;
    const sent = { digest, provenance: provenance !== undefined, attachments: 0, left: [] };
    const outlook: PushOutlook = mayBeTaken
      ? await foreseeCopy(digest, target, version.tag, options)
      : { is: 'free' };
    if (outlook.is === 'done') return { ...sent, copiedBytes: 0 };
    if (outlook.is === 'taken' && !options.mayReplace(outlook.existing.digest)) return undefined;
    const write = () => copy(source, digest, target, version.tag, options);
    const copied = await writeTag(target, version.tag, digest, write, options);
    return { ...sent, copiedBytes: copied?.copiedBytes ?? 0 };
  });
}

/** A download cannot be taken up where it broke, because the hosts of archives do not promise that. */
async function withDownload<T>(
  origin: ArchiveOrigin,
  options: MirrorArchiveOptions,
  work: (archive: Spooled) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const progress = { isWhole: false };
    try {
      const content = await openArchive(origin, options);
      return await withSpool(options.temporaryFolder, content, (archive) => {
        progress.isWhole = true;
        return work(archive);
      });
    } catch (error) {
      if (progress.isWhole || attempt === downloads || !hasCode(error, 'oci.unreachable'))
        throw error;
      options.signal?.throwIfAborted();
    }
  }
}

/** The chart as a store that holds nothing else. */
function artifactOf(
  metadata: Metadata,
  archive: Spooled,
  provenance: Uint8Array | undefined,
  location: string,
): Source & { readonly manifestContent: ManifestContent } {
  const layer = { mediaType: helmChartLayer, digest: archive.digest, size: archive.size };
  const config = chartConfig(metadata);
  const signed: Descriptor | undefined = provenance && {
    mediaType: helmProvenanceLayer,
    digest: sha256(provenance),
    size: provenance.length,
  };
  const content = chartManifest(metadata, signed ? [layer, signed] : [layer], undefined);
  const blobs = new Map<Digest, () => BlobContent>([
    [layer.digest, () => archive.open()],
    [config.descriptor.digest, () => once(config.bytes)],
  ]);
  if (signed && provenance) blobs.set(signed.digest, () => once(provenance));
  return {
    location,
    manifestContent: content,
    resolve: () => Promise.resolve(content.descriptor),
    manifest: () => Promise.resolve(content),
    blob: ({ digest }) => {
      const open = blobs.get(digest);
      return open ? Promise.resolve(open()) : Promise.reject(notIn(digest, location));
    },
  };
}

function notIn(digest: Digest, location: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.not-found',
    template: '{digest} is not in {location}',
    facts: { digest, location },
  });
}
