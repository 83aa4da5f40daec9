import type { Abortable } from '../base/abort';
import { hasCode } from '../base/error';
import type { Digest } from '../oci/digest';
import type { Repository } from '../registries/registry';

/** Tags a page, where the host lets choose. */
const pageSize = 1000;

/**
 * Which of some tags a repository has, with their digests where the listing says them: a request for each page and none
 * for each tag. Undefined where there is no repository.
 *
 * @throws ChartroomError what the registry throws when its tags cannot be listed
 */
export async function tagsThere(
  repository: Repository,
  wanted: ReadonlySet<string>,
  options: Abortable,
): Promise<ReadonlyMap<string, Digest | undefined> | undefined> {
  const found = new Map<string, Digest | undefined>();
  try {
    for await (const { items } of repository.versions({ ...options, pageSize })) {
      for (const { tag, digest } of items) if (wanted.has(tag)) found.set(tag, digest);
    }
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return undefined;
    throw error;
  }
  return found;
}
