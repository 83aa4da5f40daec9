import type { Abortable } from '../base/abort';
import { hasCode } from '../base/error';
import type { Digest } from '../oci/digest';
import type { Repository } from '../registries/registry';
import { resolveIfThere } from './resolveIfThere';
import { tagImmutable } from './tagImmutable';

/**
 * Has a tag written, which a host can refuse only now: Harbor tells nobody beforehand that a tag cannot be moved, and one
 * that was free when it was looked up can be taken since.
 *
 * @param digest what the tag is to name
 * @param write makes it name that
 * @returns what `write` returns; undefined where it is refused and the tag names that content all the same, which
 * somebody else has published
 * @throws ChartroomError `registry.tag-immutable`, and what `write` throws
 */
export async function writeTag<T>(
  repository: Repository,
  tag: string,
  digest: Digest,
  write: () => Promise<T>,
  options: Abortable = {},
): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    const reason = reasonOfRefusal(error);
    const existing =
      reason === undefined ? undefined : await resolveIfThere(repository, tag, options);
    if (reason === undefined || !existing) throw error;
    if (existing.digest === digest) return undefined;
    throw tagImmutable(`${repository.location}:${tag}`, existing.digest, reason, error);
  }
}

/** It has the status of a conflict or of a failed precondition, or is known by its words. */
function reasonOfRefusal(error: unknown): string | undefined {
  if (!hasCode(error, 'oci.rejected') && !hasCode(error, 'oci.denied')) return undefined;
  const reason = String(error.facts['reason'] ?? '');
  const isRefusal = [409, 412].includes(Number(error.facts['status'])) || /immutab/i.test(reason);
  return isRefusal ? reason : undefined;
}
