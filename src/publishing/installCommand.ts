import { versionOfTag } from '../chart/tag';
import { parseVersion } from '../chart/version';
import type { Digest } from '../oci/digest';

/**
 * The line that installs a published chart; the release is called as the chart until somebody
 * renames it.
 *
 * @param plainHttp whether the registry is spoken to by http because its setting says so
 */
export function installCommand(
  repository: string,
  tag: string,
  digest: Digest | undefined,
  release: string,
  plainHttp?: boolean,
): string {
  return ['helm install', release, ...helmArguments(repository, tag, digest, plainHttp)].join(' ');
}

/**
 * How a line of Helm names a published chart. Helm takes only versions as tags (`ValidateReference` in
 * pkg/registry/client.go), so any other tag is named by its digest. It is told of http from 3.13 on.
 */
export function helmArguments(
  repository: string,
  tag: string,
  digest: Digest | undefined,
  plainHttp = false,
): readonly string[] {
  const version = versionOfTag(tag);
  const chart =
    digest === undefined || parseVersion(version)
      ? [`oci://${repository}`, '--version', version]
      : [`oci://${repository}@${digest}`];
  return plainHttp ? [...chart, '--plain-http'] : chart;
}
