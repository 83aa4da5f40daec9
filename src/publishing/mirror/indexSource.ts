import type { Abortable } from '../../base/abort';
import { openRepositoryIndex } from '../../chart/repositoryIndex';
import { tagOfVersion } from '../../chart/tag';
import type { IndexEntry } from '../../chart/indexEntry';
import { parseReference } from '../../oci/reference';
import type { ChartRepository } from '../../registries/chartRepository/chartRepository';
import type { MirrorPlaces, SourceVersion } from './origin';
import type { ChartSource } from './sourceCharts';

/** A chart repository, whose index is read once. */
export async function indexSource(
  url: string,
  places: MirrorPlaces,
  options: Abortable,
): Promise<ChartSource> {
  const repository = await places.chartRepository(url, options);
  const { text } = await repository.index(options);
  const index = await openRepositoryIndex(text, repository.url);
  return {
    names: () => Promise.resolve(index.names),
    // Helm passes over what cannot be downloaded.
    versions: async (name) => {
      const entries = await index.versionsOf(name);
      return entries.flatMap((entry) => versionOf(entry, repository, places));
    },
  };
}

function versionOf(
  { version, urls, digest }: IndexEntry,
  repository: ChartRepository,
  places: MirrorPlaces,
): readonly SourceVersion[] {
  const [url] = urls;
  if (url === undefined) return [];
  if (!url.startsWith('oci://')) {
    return [{ version, origin: { kind: 'archive', repository, url, digest } }];
  }
  const { registry, repository: name, tag, digest: manifest } = parseReference(url);
  return [
    {
      version,
      origin: {
        kind: 'artifact',
        repository: places.registry(registry).repository(name),
        reference: manifest ?? tag ?? tagOfVersion(version),
        digest: manifest,
        indexed: { url, archive: digest },
      },
    },
  ];
}
