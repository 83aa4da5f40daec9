import type { ChartroomError } from '../../base/error';
import type { Digest } from '../../oci/digest';
import type { Registry, Repository } from '../../registries/registry';
import type { VersionSource } from '../copyVersion';
import type { RepositoryState } from '../missingRepository';

/** One version, and the one place it is to be copied to. */
export interface Promotion {
  readonly source: VersionSource;
  /** A tag or digest; of the saved charts a full reference. */
  readonly reference: string;
  /** What the reference names, where the listing it comes from said so. */
  readonly listed?: Digest | undefined;
  /** How people know it: `host/repository:tag`, or the reference of a saved chart. */
  readonly from: string;
  readonly registry: Registry;
  readonly repository: Repository;
  readonly tag: string;
}

/** What a promotion is going to meet. */
export type PromotionOutlook =
  | {
      readonly is: 'new';
      readonly repository: RepositoryState;
    }
  /** The tag names this very content. */
  | { readonly is: 'same' }
  /** The tag names other content, which can be replaced. */
  | { readonly is: 'differs'; readonly existing: Digest }
  /** The tag names other content for good. */
  | { readonly is: 'immutable'; readonly error: ChartroomError }
  /** Nothing can be said of it, or it cannot be done: another one goes to the same place, or the name will not do. */
  | { readonly is: 'impossible'; readonly error: Error };

export interface PlannedPromotion extends Promotion {
  /** What the reference names; undefined when that could not be found out. */
  readonly digest: Digest | undefined;
  readonly outlook: PromotionOutlook;
}

/** Names the hosts that it is between, for who gives up on them. */
export function wayOf({ source, registry }: Promotion): string {
  return `${source.host ?? source.location} ${registry.id}`;
}

/** `host/repository:tag` at the other end. */
export function targetReference({ repository, tag }: Promotion): string {
  return `${repository.location}:${tag}`;
}
