import type { Abortable } from '../../base/abort';
import type { Digest } from '../../oci/digest';
import { parseManifest } from '../../oci/manifest';
import type { ManifestContent } from '../../oci/store';
import type { Repository } from '../../registries/registry';
import { chartManifestIn, readChartArtifact } from '../chartArtifact';
import { checkArchiveDigest } from '../checkedArchive';
import { copyVersion, type VersionSource } from '../copyVersion';
import { helmProvenanceLayer } from '../helmMediaType';
import { checkChart } from './checkChart';
import type { ArtifactOrigin } from './origin';
import type { PlannedVersion } from './plan';
import type { Sent } from './result';

export interface MirrorArtifactOptions extends Abortable {
  readonly attachments: boolean;
  /** Whether content that the tag names now may be replaced. */
  readonly mayReplace: (existing: Digest) => boolean;
}

/**
 * Copies a version of a registry, which has to be a chart, with what hangs on it.
 *
 * @returns undefined when other content has the tag and stays
 * @throws ChartroomError `artifact.not-a-chart`, and as `mirrorArchive`
 */
export async function mirrorArtifact(
  version: PlannedVersion,
  origin: ArtifactOrigin,
  target: Repository,
  { attachments, mayReplace, signal }: MirrorArtifactOptions,
): Promise<Sent | undefined> {
  const { repository, reference } = origin;
  const found = await repository.manifest(reference, { signal });
  const source = holding(found, reference, repository);
  const chart = await chartManifestIn(source, reference, found, { signal });
  if (origin.indexed) await checkIndexed(version, origin.indexed, source, reference, { signal });
  const copied = await copyVersion(source, reference, target, version.tag, {
    signal,
    attachments,
    confirmReplace: ({ digest }) => Promise.resolve(mayReplace(digest)),
  });
  if (copied.outcome === 'declined') return undefined;
  const { layers } = parseManifest(chart);
  return {
    digest: copied.digest,
    copiedBytes: copied.copiedBytes,
    provenance: layers.some(({ mediaType }) => mediaType === helmProvenanceLayer),
    attachments: copied.attachments,
    left: copied.left,
  };
}

/** The repository with one manifest at hand: some hosts count how often one is read. */
function holding(
  content: ManifestContent,
  reference: string,
  repository: Repository,
): VersionSource {
  const isThis = (wanted: string): boolean =>
    wanted === reference || wanted === content.descriptor.digest;
  return {
    ...repository,
    resolve: (wanted, options) =>
      isThis(wanted) ? Promise.resolve(content.descriptor) : repository.resolve(wanted, options),
    manifest: (wanted, options) =>
      isThis(wanted) ? Promise.resolve(content) : repository.manifest(wanted, options),
  };
}

/** An index that leads to a registry promises as much as one that has the archives itself. */
async function checkIndexed(
  wanted: PlannedVersion,
  { url, archive: digest }: { readonly url: string; readonly archive: string | undefined },
  source: VersionSource,
  reference: string,
  options: Abortable,
): Promise<void> {
  const { metadata, archive } = await readChartArtifact(source, reference, options);
  if (digest !== undefined) checkArchiveDigest(archive.digest, digest, url);
  checkChart(metadata, wanted, url);
}
