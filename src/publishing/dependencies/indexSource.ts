import type { Abortable } from '../../base/abort';
import type { IndexEntry } from '../../chart/indexEntry';
import type { ChartRepository } from '../../registries/chartRepository/chartRepository';
import { checkedArchive, withAlgorithm } from '../checkedArchive';
import { notFound } from './notFound';
import type { Indexes } from './indexes';
import type { ChartArchive, ChartSource, LookUpOptions, PublishedVersion } from './source';

export interface IndexSourceOptions {
  readonly indexes: Indexes;
  /** Gets a chart that an index names by `oci://host/repository:tag`. */
  readonly ociArchive: (url: string, options: Abortable) => Promise<ChartArchive>;
}

/** A chart of a repository with an index.yaml. */
export function indexSource(
  repository: ChartRepository,
  name: string,
  written: string,
  { indexes, ociArchive }: IndexSourceOptions,
): ChartSource {
  const entries = async (options: LookUpOptions): Promise<readonly IndexEntry[]> => {
    const index = await indexes.of(repository, options);
    const versions = await index.versionsOf(name);
    if (versions.length === 0) throw notFound(name, repository.url);
    // Helm passes over what cannot be downloaded.
    return versions.filter(({ urls }) => urls.length > 0);
  };
  return {
    key: `${repository.url} ${name}`,
    repository: written,
    location: repository.url,
    versions: async (options = {}) => (await entries(options)).map(published),
    archive: async (version, options = {}) => {
      const entry = (await entries(options)).find((candidate) => candidate.version === version);
      const [url] = entry?.urls ?? [];
      if (entry === undefined || url === undefined) throw notFound(name, repository.url, version);
      const { file, content } = url.startsWith('oci://')
        ? await ociArchive(url, options)
        : await repository.archive(url, options);
      return { file, content: checkedArchive(content, entry.digest, url) };
    },
  };
}

function published(entry: IndexEntry): PublishedVersion {
  const { version, appVersion, description, created, deprecated, digest } = entry;
  return {
    version,
    ...(appVersion !== undefined && { appVersion }),
    ...(description !== undefined && { description }),
    ...(created !== undefined && { created }),
    ...(deprecated !== undefined && { deprecated }),
    ...(digest !== undefined && { digest: withAlgorithm(digest) }),
  };
}
