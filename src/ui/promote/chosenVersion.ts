import { tagOfVersion } from '../../chart/tag';
import type { Digest } from '../../oci/digest';
import { formatReference, parseReference } from '../../oci/reference';
import type { Layout } from '../../oci/layout/layout';
import type { VersionSource } from '../../publishing/copyVersion';
import type { SavedChart } from '../../publishing/savedCharts';
import type { Repository, RepositoryEntry } from '../../registries/registry';

/** A version that is to be promoted. */
export interface ChosenVersion {
  readonly source: VersionSource;
  /** A tag or digest; of the saved charts a full reference. */
  readonly reference: string;
  /** What the reference names, where it has just been listed. */
  readonly listed?: Digest | undefined;
  /** How people know it. */
  readonly from: string;
  /** Of its repository, which that at the other end is named after. */
  readonly name: string;
  readonly tag: string;
  /** Undefined for the saved charts. */
  readonly host: string | undefined;
  /** What is known of its repository, for one that has to be made at the other end. */
  readonly entry: RepositoryEntry | undefined;
}

export function versionOfRepository(
  repository: Repository,
  tag: string,
  entry: RepositoryEntry | undefined,
  listed?: Digest,
): ChosenVersion {
  const { location, name, host } = repository;
  return {
    ...{ source: repository, reference: tag, from: `${location}:${tag}` },
    ...{ name, tag, host, entry, listed },
  };
}

/** Undefined for what is no chart: without a name and a version nobody could say where it goes. */
export function versionOfSaved(saved: Layout, chart: SavedChart): ChosenVersion | undefined {
  const { reference, metadata } = chart;
  if (!metadata) return undefined;
  const named = reference.includes('/') ? parseReference(reference) : undefined;
  return {
    ...{ source: saved, reference, from: named ? formatReference(named) : reference },
    name: named?.repository ?? metadata.name,
    tag: named?.tag ?? tagOfVersion(metadata.version),
    ...{ host: undefined, entry: undefined },
  };
}
