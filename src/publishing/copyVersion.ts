import type { Abortable } from '../base/abort';
import { copy, type CopyProgress, type CopySource } from '../oci/copy';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import { checkTag } from '../oci/reference';
import type { Referrers } from '../oci/store';
import type { Repository } from '../registries/registry';
import { copyAttachments } from './copyAttachments';
import { foreseePush } from './foreseePush';

/** Where a version is copied from: a repository, or the saved charts. */
export type VersionSource = CopySource & Referrers;

export interface CopyVersionOptions extends Abortable {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Whether signatures and whatever else hangs on the version come along. They do unless this is false. */
  readonly attachments?: boolean | undefined;
  /** Asked when the tag is taken by other content that can be replaced. Without it, or when it says no, nothing is sent. */
  readonly confirmReplace?: ((existing: Descriptor) => Promise<boolean>) | undefined;
}

export interface CopyVersionResult {
  /** `host/repository:tag`. */
  readonly reference: string;
  /** The same on both sides. */
  readonly digest: Digest;
  /** `unchanged`: the tag named this very content. `declined`: it names other content, which stays. */
  readonly outcome: 'copied' | 'unchanged' | 'declined';
  /** What the tag pointed at before, when that was something else. */
  readonly replaced: Digest | undefined;
  /** Of the version and its attachments together. */
  readonly copiedBytes: number;
  readonly mountedBlobs: number;
  /** Signatures and the like that the target lacked. */
  readonly attachments: number;
}

/**
 * Copies a version with what hangs on it into a repository, byte for byte. The tag is written last: who
 * sees the version finds its signatures too, and a copy that fails or is cancelled leaves no tag.
 *
 * @param reference a tag or digest; of the saved charts a full reference
 * @throws ChartroomError `registry.tag-immutable` when the tag names other content for good, and what the stores throw
 */
export async function copyVersion(
  source: VersionSource,
  reference: string,
  target: Repository,
  tag: string,
  options: CopyVersionOptions = {},
): Promise<CopyVersionResult> {
  checkTag(tag);
  const { digest } = await source.resolve(reference, options);
  const result = { reference: `${target.location}:${tag}`, digest, replaced: undefined };
  const nothing = { copiedBytes: 0, mountedBlobs: 0, attachments: 0 };
  const outlook = await foreseePush(
    target,
    tag,
    { digest: () => Promise.resolve(digest) },
    options,
  );
  if (outlook.is === 'taken' && !(await options.confirmReplace?.(outlook.existing))) {
    return { ...result, ...nothing, outcome: 'declined' };
  }
  const sent =
    outlook.is === 'done'
      ? { copiedBytes: 0, mountedBlobs: 0 }
      : await copy(source, digest, target, undefined, options);
  const attached =
    options.attachments === false
      ? nothing
      : await copyAttachments(source, digest, target, options);
  if (outlook.is !== 'done') await target.tag(digest, tag, options);
  return {
    ...result,
    outcome: outlook.is === 'done' ? 'unchanged' : 'copied',
    replaced: outlook.is === 'taken' ? outlook.existing.digest : undefined,
    copiedBytes: sent.copiedBytes + attached.copiedBytes,
    mountedBlobs: sent.mountedBlobs + attached.mountedBlobs,
    attachments: attached.attachments,
  };
}
