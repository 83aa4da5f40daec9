import type { Abortable } from '../base/abort';
import type { Digest } from '../oci/digest';
import type { Repository } from '../registries/registry';
import type { PushOutlook } from './foreseePush';
import { immutableRefusal } from './immutableRefusal';
import { withoutBump } from './remedy';

/**
 * Points a tag at content that the repository has.
 *
 * @param outlook what was found under the tag before
 * @throws ChartroomError `registry.tag-immutable`, also where the host says so only now
 */
export async function pointTag(
  repository: Repository,
  tag: string,
  digest: Digest,
  outlook: PushOutlook,
  { signal }: Abortable,
): Promise<void> {
  try {
    await repository.tag(digest, tag, { signal });
  } catch (error) {
    if (outlook.is !== 'taken') throw withoutBump(error);
    const reference = `${repository.location}:${tag}`;
    throw withoutBump(immutableRefusal(error, reference, outlook.existing.digest));
  }
}
