import { ChartroomError } from '../base/error';
import type { Digest } from '../oci/digest';

/**
 * The tag names other content for good.
 *
 * @param reference `host/repository:tag`
 * @param existing what it names
 * @param cause where the host has refused to move it
 */
export function tagImmutable(
  reference: string,
  existing: Digest,
  reason: string,
  cause?: unknown,
): ChartroomError {
  return new ChartroomError({
    code: 'registry.tag-immutable',
    template:
      '{reference} is published already with other content, {digest}, and cannot be replaced: {reason}',
    facts: { reference, digest: existing, reason },
    cause,
  });
}
