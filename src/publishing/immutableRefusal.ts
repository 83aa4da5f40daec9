import { ChartroomError, hasCode } from '../base/error';
import type { Digest } from '../oci/digest';

/**
 * Hosts that tell nobody beforehand, such as Harbor, say only when a tag is to be moved that it cannot be:
 * with the status of a conflict or of a failed precondition, or in words.
 *
 * @param existing what the tag names
 * @returns `registry.tag-immutable` for such a refusal; any other error as it is
 */
export function immutableRefusal(error: unknown, reference: string, existing: Digest): unknown {
  if (!hasCode(error, 'oci.rejected') && !hasCode(error, 'oci.denied')) return error;
  const { status, reason = '' } = error.facts;
  if (status !== 409 && status !== 412 && !/immutab/i.test(String(reason))) return error;
  return new ChartroomError({
    code: 'registry.tag-immutable',
    template:
      '{reference} is published already with other content, {digest}, and cannot be replaced: {reason}',
    facts: { reference, digest: existing, reason },
    remedy: { kind: 'bump-version' },
    cause: error,
  });
}
