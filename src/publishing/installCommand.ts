import { versionOfTag } from '../chart/tag';
import { parseVersion } from '../chart/version';
import type { Digest } from '../oci/digest';

/**
 * The line that installs a published chart; the release is called as the chart until somebody
 * renames it.
 */
export function installCommand(
  repository: string,
  tag: string,
  digest: Digest | undefined,
  release: string,
): string {
  return ['helm install', release, ...helmArguments(repository, tag, digest)].join(' ');
}

/**
 * How a line of Helm names a published chart. Helm takes only versions as tags (`ValidateReference` in
 * pkg/registry/client.go), so any other tag is named by its digest.
 */
export function helmArguments(
  repository: string,
  tag: string,
  digest: Digest | undefined,
): readonly string[] {
  const version = versionOfTag(tag);
  return digest === undefined || parseVersion(version)
    ? [`oci://${repository}`, '--version', version]
    : [`oci://${repository}@${digest}`];
}
