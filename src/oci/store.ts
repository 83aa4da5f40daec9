import type { Abortable } from '../base/abort';
import type { Page } from '../base/page';
import type { Descriptor } from './descriptor';
import type { Digest } from './digest';

/** A manifest with the exact bytes its digest is of. Never re-serialise one that came from elsewhere. */
export interface ManifestContent {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** Blob bytes, in order. Reading to the end without an error means that size and digest were right. */
export type BlobContent = AsyncIterable<Uint8Array>;

/** Where artifacts are read from. A reference is a tag or digest (registry repository) or a full reference name (image layout). */
export interface Source {
  /** How messages name this place, for example `registry.example/charts/app` or the folder of a layout. */
  readonly location: string;

  /** @throws ChartroomError `oci.not-found` */
  resolve(reference: string, options?: Abortable): Promise<Descriptor>;

  /** Reads a manifest or index, at most 4 MiB, verified. @throws ChartroomError `oci.not-found`, `oci.digest-mismatch`, `oci.manifest-too-large` */
  manifest(reference: string, options?: Abortable): Promise<ManifestContent>;

  /** Streams a blob. The stream throws `oci.digest-mismatch` at its end, or as soon as it grows past `descriptor.size`. */
  blob(descriptor: Descriptor, options?: Abortable): Promise<BlobContent>;
}

/** Where artifacts are written to. */
export interface Target {
  readonly location: string;

  has(descriptor: Descriptor, options?: Abortable): Promise<boolean>;

  /** Stores a blob. `open` may be called again after a failed attempt, so it must start from the first byte each time. */
  pushBlob(
    descriptor: Descriptor,
    open: () => Promise<BlobContent>,
    options?: PushOptions,
  ): Promise<void>;

  /** Stores a manifest under its digest and, if given, points `reference` at it in the same step. Everything it names must be stored before. */
  pushManifest(content: ManifestContent, reference?: string, options?: Abortable): Promise<void>;
}

export interface PushOptions extends Abortable {
  /** Called with the number of bytes newly sent, for progress. A retry may report bytes again. */
  readonly onBytes?: ((count: number) => void) | undefined;
}

/** Can take a blob over from another repository of the same host without sending it (distribution-spec, end-11). */
export interface Mounter {
  readonly host: string;
  readonly repository: string;
  /** True when mounted; false when the host declined and the blob must be sent. */
  mount(descriptor: Descriptor, fromRepository: string, options?: Abortable): Promise<boolean>;
}

/** Can be asked for a blob by the request that opens its upload, which saves one where it is not there. */
export interface UploadOpener {
  /** True when it is there; otherwise its upload may be open, and `pushBlob` goes on with that. */
  hasOrOpens(descriptor: Descriptor, options?: Abortable): Promise<boolean>;
}

/** Can point another reference at a manifest it already has. */
export interface Tagger {
  tag(digest: Digest, reference: string, options?: Abortable): Promise<void>;
}

/** Can keep what has been pushed but not tagged yet from being cleaned away by somebody else. */
export interface WriteSessions {
  /** Runs work. What the store holds, and what `writer` is given, is not cleaned away before the work ends. */
  write<T>(work: (writer: Target) => Promise<T>, options?: Abortable): Promise<T>;
}

/** Can tell what hangs on an artifact, such as signatures (distribution-spec, "Listing Referrers"). */
export interface Referrers {
  /**
   * The manifests whose subject this digest is, in the order of the host. Each has an `artifactType`
   * where the host knows one. Empty also for a digest that is not there.
   */
  referrers(digest: Digest, options?: Abortable): Promise<readonly Descriptor[]>;
}

export interface TagLister {
  /** Tags in the order of the host, one request a page, asked for as the iterator advances. */
  tags(options?: ListOptions): AsyncIterable<Page<string>>;
}

export interface ListOptions extends Abortable {
  /** Wanted number of items a page; hosts may give fewer or ignore it. */
  readonly pageSize?: number | undefined;
}
