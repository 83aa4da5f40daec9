import type { Abortable } from '../base/abort';
import type { Page } from '../base/page';
import type { Digest } from '../oci/digest';
import type {
  ListOptions,
  Mounter,
  Referrers,
  Source,
  Tagger,
  Target,
  UploadOpener,
} from '../oci/store';

/** A host that keeps artifacts, whoever runs it. */
export interface Registry {
  /** Stable over sessions; chosen by whoever connects the registry. */
  readonly id: string;
  /** Which provider speaks to it, for example `generic`. */
  readonly kind: string;
  /** `name[:port]` */
  readonly host: string;
  /** What people call it. */
  readonly label: string;
  /** True where each manifest that is read counts against an allowance, as on Docker Hub; then none is read unasked. */
  readonly metersReads: boolean;

  /**
   * Finds out whether it answers as a registry and takes the login.
   * @throws ChartroomError `oci.unreachable`, `oci.not-a-registry`, `oci.unauthorized`, `oci.certificate`
   */
  check(options?: Abortable): Promise<void>;

  /**
   * One request a page, asked for as the iterator advances.
   * @throws ChartroomError `registry.no-catalog` when the host does not list its repositories
   */
  repositories(options?: ListOptions): AsyncIterable<Page<RepositoryEntry>>;

  /** Need not exist yet. @throws ChartroomError `oci.repository-invalid` */
  repository(name: string): Repository;

  /** Present where repositories have to be, or can be, made before a push. */
  readonly creation?: RepositoryCreation;
  /** Present where whole repositories can be deleted. @throws ChartroomError `oci.not-found`, `oci.denied` */
  readonly deleteRepository?: (name: string, options?: Abortable) => Promise<void>;
  /** Present where a web console shows the same; https. `version` is a tag or digest. */
  readonly portalUrl?: (repository?: string, version?: string) => Promise<string>;
}

/** Makes repositories, on hosts where a push does not. */
export interface RepositoryCreation {
  /** What can be chosen, so that a surface asks for no more than the host knows. */
  choices(): Promise<CreationChoices>;
  /** Why a name will not do, as a sentence without a full stop, for checking while it is typed. Asks no host. */
  problemWithName(name: string): Promise<string | undefined>;
  /** True when a push makes the repository by itself, for example by a creation template of ECR. */
  madeByPush(name: string, options?: Abortable): Promise<boolean>;
  exists(name: string, options?: Abortable): Promise<boolean>;
  /** @throws ChartroomError `registry.repository-exists`, `oci.denied` */
  create(name: string, settings: CreationSettings, options?: Abortable): Promise<void>;
}

export interface CreationChoices {
  readonly mutability: readonly TagMutability[];
  /** Of the patterns of the two kinds with exclusion, where those can be chosen. */
  readonly exclusionLimits?: ExclusionLimits;
  readonly scanOnPush: boolean;
  readonly encryption: readonly EncryptionKind[];
  readonly tags: boolean;
}

/** At most. */
export interface ExclusionLimits {
  readonly patterns: number;
  /** Characters of one pattern. */
  readonly length: number;
  /** `*` in one pattern. */
  readonly wildcards: number;
}

/** Whether a tag can be pointed at other content. The last two except tags that match a filter. */
export type TagMutability =
  'mutable' | 'immutable' | 'mutable-with-exclusion' | 'immutable-with-exclusion';

export type EncryptionKind = 'aes256' | 'kms' | 'kms-dsse';

export interface CreationSettings {
  readonly mutability?: TagMutability;
  /** Wildcard patterns such as `latest*`, for the two kinds with exclusion. */
  readonly exclusions?: readonly string[];
  readonly scanOnPush?: boolean;
  readonly encryption?: EncryptionKind;
  /** Key of one's own, for the KMS kinds. */
  readonly kmsKey?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a listing says of a repository; most hosts say no more than the name. */
export interface RepositoryEntry {
  readonly name: string;
  readonly mutability?: TagMutability;
  /** Patterns of the tags that are the exception. */
  readonly exclusions?: readonly string[];
  readonly scanOnPush?: boolean;
  readonly encryption?: string;
  readonly arn?: string;
  readonly uri?: string;
  readonly created?: Date;
  readonly versionCount?: number;
}

/** One repository of a registry: a store whose references are tags and digests. */
export interface Repository extends Source, Target, Mounter, UploadOpener, Tagger, Referrers {
  readonly name: string;

  /**
   * Every tag, in the order of the host, whatever it is of. One request a page.
   * @throws ChartroomError `oci.not-found` when there is no such repository
   */
  versions(options?: ListOptions): AsyncIterable<Page<VersionEntry>>;

  /** Present where a tag can be immutable: why this tag cannot be pointed elsewhere, or undefined when it can. */
  readonly immutable?: (tag: string, options?: Abortable) => Promise<string | undefined>;
  /** Present where the host knows more of a version than its listing says. */
  readonly describe?: (version: string, options?: Abortable) => Promise<VersionDescription>;
  /** Present where versions can be deleted: the manifest with all its tags. */
  readonly deleteVersion?: (digest: Digest, options?: Abortable) => Promise<void>;
  /** Present where one tag can be taken off, with the manifest and other tags kept. */
  readonly untag?: (tag: string, options?: Abortable) => Promise<void>;
  /** True where a version goes when its last tag is taken off. */
  readonly deletesWithLastTag?: boolean;
  /** Present where the host copies versions to other places by itself: where to, and how far that is. */
  readonly replicas?: (version: string, options?: Abortable) => Promise<readonly Replica[]>;
  /** Present where a version can be protected against changes. */
  readonly lock?: (version: string, lock: Lock, options?: Abortable) => Promise<void>;
}

/** True is allowed. */
export interface Lock {
  readonly write: boolean;
  readonly delete: boolean;
}

/** Everything a host says of one version, in the order a person wants to read it: label and value. */
export interface VersionDescription extends VersionEntry {
  readonly mediaType: string;
  readonly details: readonly (readonly [label: string, value: string])[];
}

/** What a listing says of a tag without reading its manifest; most hosts say no more than the tag. */
export interface VersionEntry {
  readonly tag: string;
  readonly digest?: Digest;
  /** Media type of the config, or the manifest's own artifact type. */
  readonly artifactType?: string;
  /** In bytes, all blobs together. */
  readonly size?: number;
  readonly pushed?: Date;
  readonly lastPulled?: Date;
  /** Other tags of the same manifest. */
  readonly otherTags?: readonly string[];
  readonly lock?: Lock;
}

/** A copy that the host makes of a version. */
export interface Replica {
  /** A region, with the account where that is another. */
  readonly region: string;
  readonly status: 'complete' | 'in-progress' | 'failed';
}
