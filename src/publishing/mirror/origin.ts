import type { Digest } from '../../oci/digest';
import type { ChartRepository } from '../../registries/chartRepository/chartRepository';
import type { Registry, Repository } from '../../registries/registry';
import type { Abortable } from '../../base/abort';

/** The places that a mirror is between, opened with the logins of whoever mirrors. Keep one client a host. */
export interface MirrorPlaces {
  readonly registry: (host: string) => Registry;
  readonly chartRepository: (url: string, options?: Abortable) => Promise<ChartRepository>;
}

/** Where one version comes from. */
export type VersionOrigin = ArchiveOrigin | ArtifactOrigin;

/** An archive of a chart repository. */
export interface ArchiveOrigin {
  readonly kind: 'archive';
  readonly repository: ChartRepository;
  /** As the index has it, relative or absolute. */
  readonly url: string;
  /** Of the archive, as the index has it. */
  readonly digest: string | undefined;
}

/** A version of a registry. */
export interface ArtifactOrigin {
  readonly kind: 'artifact';
  readonly repository: Repository;
  /** A tag or digest. */
  readonly reference: string;
  /** Of the manifest, where the listing says it. */
  readonly digest: Digest | undefined;
  /** Where an index led here, what it says of the archive. */
  readonly indexed: { readonly url: string; readonly archive: string | undefined } | undefined;
}

/** A version that a source has. */
export interface SourceVersion {
  readonly version: string;
  readonly origin: VersionOrigin;
}
