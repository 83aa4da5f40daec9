import type { Abortable } from '../base/abort';
import type { Digest } from '../oci/digest';
import type { Lock, Repository } from '../registries/registry';

/** A version with everything that goes when it is deleted. */
export interface VersionTags {
  readonly digest: Digest;
  /** Every tag of the digest, the one that was asked about first. */
  readonly tags: readonly string[];
  readonly lock: Lock | undefined;
}

/**
 * Which tags name the same manifest as this one. One question where the host describes versions;
 * elsewhere the listing is read, as far as it has to be.
 *
 * @throws ChartroomError `oci.not-found`
 */
export async function tagsOfVersion(
  repository: Repository,
  tag: string,
  options: Abortable = {},
): Promise<VersionTags> {
  const described = await repository.describe?.(tag, options);
  if (described?.digest !== undefined) {
    const others = [described.tag, ...(described.otherTags ?? [])].filter((other) => other !== tag);
    return { digest: described.digest, tags: [tag, ...others], lock: described.lock };
  }
  const { digest } = await repository.resolve(tag, options);
  const others: string[] = [];
  for await (const { items } of repository.versions(options)) {
    for (const entry of items) {
      if (entry.tag === tag && entry.otherTags) {
        return { digest, tags: [tag, ...entry.otherTags], lock: entry.lock };
      }
      if (entry.tag !== tag && entry.digest === digest) others.push(entry.tag);
    }
  }
  return { digest, tags: [tag, ...others], lock: undefined };
}
