import type { Abortable } from '../base/abort';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import { checkTag } from '../oci/reference';
import type { Repository } from '../registries/registry';
import { resolveIfThere } from './resolveIfThere';
import { tagImmutable } from './tagImmutable';

/** What a push is going to meet. */
export type PushOutlook =
  /** Nothing has the tag. */
  | { readonly is: 'free' }
  /** This very content is published under the tag. */
  | { readonly is: 'done'; readonly digest: Digest }
  /** The tag would move from what it names now. */
  | { readonly is: 'taken'; readonly existing: Descriptor };

/** What is about to be pushed. */
export interface PushContent {
  /** Of the manifest. Asked for only where there is something to compare it with. */
  digest(options: Abortable): Promise<Digest>;
}

/**
 * Looks a tag up before anything is packed or sent. It can still change until the push itself, which
 * looks again.
 *
 * @throws ChartroomError `registry.tag-immutable` when the tag names other content for good
 */
export async function foreseePush(
  target: Repository,
  tag: string,
  content: PushContent,
  options: Abortable = {},
): Promise<PushOutlook> {
  checkTag(tag);
  const existing = await resolveIfThere(target, tag, options);
  if (!existing) return { is: 'free' };
  if (existing.digest === (await content.digest(options))) {
    return { is: 'done', digest: existing.digest };
  }
  const reason = await target.immutable?.(tag, options);
  if (reason === undefined) return { is: 'taken', existing };
  throw tagImmutable(`${target.location}:${tag}`, existing.digest, reason);
}
