import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { tagOfVersion, versionOfTag } from '../../chart/tag';
import { newestFirst, parseStrictVersion, parseVersion } from '../../chart/version';
import { parseReference } from '../../oci/reference';
import type { Registry, Repository, VersionEntry } from '../../registries/registry';
import { readChartArtifact } from '../chartArtifact';
import { notFound } from './notFound';
import { createRemembered, type Remembered, type RememberOptions } from './remembered';
import type { ChartArchive, ChartSource, PublishedVersion } from './source';

export type OciVersions = Remembered<readonly PublishedVersion[]>;

export function createOciVersions(options: RememberOptions): OciVersions {
  return createRemembered(options);
}

/** A chart in an OCI registry. */
export function ociSource(
  repository: Repository,
  name: string,
  written: string,
  remembered: OciVersions,
): ChartSource {
  const { location } = repository;
  return {
    key: `oci://${location}`,
    repository: written,
    location,
    exactly: (wanted) => parseVersion(wanted) && wanted,
    versions: (options = {}) =>
      remembered.of(
        location,
        async (_, abortable) => {
          const found: PublishedVersion[] = [];
          try {
            for await (const { items } of repository.versions(abortable)) {
              // Helm's client lists no others (pkg/registry/client.go, Tags).
              found.push(
                ...items.map(published).filter((item) => parseStrictVersion(item.version)),
              );
            }
          } catch (error) {
            throw hasCode(error, 'oci.not-found')
              ? notFound(name, location, undefined, error)
              : error;
          }
          return newestFirst(found, ({ version }) => version);
        },
        options,
      ),
    archive: (version, options = {}) => archiveOf(repository, name, version, options),
  };
}

/**
 * A chart that an index names as `oci://host/repository:tag`.
 * @throws ChartroomError `oci.reference-invalid`, `dependency.not-found` and what the registry throws
 */
export async function ociArchive(
  url: string,
  registryOf: (host: string) => Registry,
  options: Abortable,
): Promise<ChartArchive> {
  const { registry, repository, tag = '' } = parseReference(url.slice('oci://'.length));
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const version = versionOfTag(tag);
  return archiveOf(registryOf(registry).repository(repository), name, version, options);
}

async function archiveOf(
  repository: Repository,
  name: string,
  version: string,
  options: Abortable,
): Promise<ChartArchive> {
  try {
    const artifact = await readChartArtifact(repository, tagOfVersion(version), options);
    const content = await repository.blob(artifact.archive, options);
    return { file: `${name}-${version}.tgz`, content };
  } catch (error) {
    throw hasCode(error, 'oci.not-found')
      ? notFound(name, repository.location, version, error)
      : error;
  }
}

function published({ tag, digest, size, pushed }: VersionEntry): PublishedVersion {
  return {
    version: versionOfTag(tag),
    ...(digest !== undefined && { digest }),
    ...(size !== undefined && { size }),
    ...(pushed !== undefined && { created: pushed }),
  };
}
