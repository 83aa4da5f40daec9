import { hasCode } from '../base/error';
import type { Repository } from '../registries/registry';
import type { PushOutlook } from './foreseePush';
import { tagImmutable } from './tagImmutable';

/**
 * Has a tag written, which hosts that tell nobody beforehand, such as Harbor, refuse only now where it cannot be moved.
 *
 * @param outlook what was found under the tag before
 * @param write makes it name the new content
 * @throws ChartroomError `registry.tag-immutable`, and what `write` throws
 */
export async function writeTag<T>(
  repository: Repository,
  tag: string,
  outlook: PushOutlook,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const reason = outlook.is === 'taken' ? reasonOfRefusal(error) : undefined;
    if (outlook.is !== 'taken' || reason === undefined) throw error;
    throw tagImmutable(`${repository.location}:${tag}`, outlook.existing.digest, reason, error);
  }
}

/** It has the status of a conflict or of a failed precondition, or is known by its words. */
function reasonOfRefusal(error: unknown): string | undefined {
  if (!hasCode(error, 'oci.rejected') && !hasCode(error, 'oci.denied')) return undefined;
  const reason = String(error.facts['reason'] ?? '');
  const isRefusal = [409, 412].includes(Number(error.facts['status'])) || /immutab/i.test(reason);
  return isRefusal ? reason : undefined;
}
