import type { Abortable } from '../../base/abort';
import type { Metadata } from '../../chart/metadata';
import { tagOfVersion, versionOfTag } from '../../chart/tag';
import { parseVersion } from '../../chart/version';
import type { Repository } from '../../registries/registry';
import { readChartArtifact } from '../chartArtifact';
import { resolveIfThere } from '../resolveIfThere';
import type { InstalledChart } from './upgradeCommand';

export interface InstalledVersion {
  readonly chart: InstalledChart;
  readonly metadata: Metadata;
}

/**
 * A published chart as Helm can be told of it. Helm takes only versions as tags (`ValidateReference` in
 * pkg/registry/client.go), so another tag, such as `latest`, is named by the version of its chart where that is a tag of the
 * same, else by its digest.
 *
 * @param tag or digest
 * @throws ChartroomError what `readChartArtifact` throws
 */
export async function installedVersion(
  repository: Repository,
  tag: string,
  options: Abortable = {},
): Promise<InstalledVersion> {
  const { metadata } = await readChartArtifact(repository, tag, options);
  const place = { repository: repository.location };
  const version = versionOfTag(tag);
  if (parseVersion(version)) return { chart: { kind: 'version', ...place, version }, metadata };
  const { digest } = await repository.resolve(tag, options);
  const named = await resolveIfThere(repository, tagOfVersion(metadata.version), options);
  return named?.digest === digest
    ? { chart: { kind: 'version', ...place, version: metadata.version }, metadata }
    : { chart: { kind: 'digest', ...place, digest }, metadata };
}
