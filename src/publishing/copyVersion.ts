import type { Abortable } from '../base/abort';
import { copy, type CopyProgress, type CopySource } from '../oci/copy';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import { checkTag } from '../oci/reference';
import type { Referrers } from '../oci/store';
import type { Repository } from '../registries/registry';
import { copyAttachments, type LeftAttachment } from './copyAttachments';
import { foreseePush, type PushOutlook } from './foreseePush';
import { partsProgress } from './partsProgress';
import { writeTag } from './writeTag';

/** Where a version is copied from: a repository, or the saved charts. */
export type VersionSource = CopySource & Referrers;

export interface CopyVersionOptions extends Abortable {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Whether signatures and whatever else hangs on the version come along. They do unless this is false. */
  readonly attachments?: boolean | undefined;
  /**
   * Asked when the tag is taken by other content that can be replaced. Without it, or when it says no, nothing is sent:
   * a published version is not replaced by accident.
   */
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
  /** Other content that the tag names still; of what was `declined` alone. */
  readonly kept: Digest | undefined;
  /** Of the version and its attachments together. */
  readonly copiedBytes: number;
  readonly mountedBlobs: number;
  /** Signatures and the like that the target lacked. */
  readonly attachments: number;
  /** Those that could not come along, and why. The version does not wait for them. */
  readonly left: readonly LeftAttachment[];
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
  // By digest from here on: while somebody is asked, the reference may get another content.
  const { digest } = await source.resolve(reference, options);
  const outlook = await foreseeCopy(digest, target, tag, options);
  const place = { reference: `${target.location}:${tag}`, digest };
  if (outlook.is === 'taken' && !(await options.confirmReplace?.(outlook.existing))) {
    const kept = outlook.existing.digest;
    return { ...place, ...nothing, replaced: undefined, kept, outcome: 'declined' };
  }
  const sent = await send({ source, digest, target, tag, outlook }, options);
  return {
    ...place,
    ...sent,
    outcome: outlook.is === 'done' ? 'unchanged' : 'copied',
    replaced: outlook.is === 'taken' ? outlook.existing.digest : undefined,
    kept: undefined,
  };
}

interface Decided {
  readonly source: VersionSource;
  readonly digest: Digest;
  readonly target: Repository;
  readonly tag: string;
  readonly outlook: PushOutlook;
}

type Sent = Pick<CopyVersionResult, 'copiedBytes' | 'mountedBlobs' | 'attachments' | 'left'>;

const nothing: Sent = { copiedBytes: 0, mountedBlobs: 0, attachments: 0, left: [] };

async function send(
  { source, digest, target, tag, outlook }: Decided,
  { signal, onProgress, attachments }: CopyVersionOptions,
): Promise<Sent> {
  const nextProgress = partsProgress(onProgress);
  const part = () => ({ signal, onProgress: nextProgress() });
  const isThere = outlook.is === 'done';
  if (attachments === false) {
    // Nothing comes between the version and its tag, so one request writes both.
    const write = () => copy(source, digest, target, tag, part());
    if (isThere) return nothing;
    return total((await writeTag(target, tag, digest, write, { signal })) ?? nothing, nothing);
  }
  const version = isThere ? nothing : await copy(source, digest, target, undefined, part());
  const attached = await copyAttachments(source, digest, target, part());
  if (!isThere) {
    const write = () => target.tag(digest, tag, { signal });
    await writeTag(target, tag, digest, write, { signal });
  }
  return total(version, attached);
}

function total(version: Pick<Sent, 'copiedBytes' | 'mountedBlobs'>, attached: Sent): Sent {
  return {
    ...attached,
    copiedBytes: version.copiedBytes + attached.copiedBytes,
    mountedBlobs: version.mountedBlobs + attached.mountedBlobs,
  };
}

/**
 * What a copy is going to meet at its target.
 *
 * @throws ChartroomError `registry.tag-immutable`
 */
export function foreseeCopy(
  digest: Digest,
  target: Repository,
  tag: string,
  options: Abortable = {},
): Promise<PushOutlook> {
  const content = { digest: () => Promise.resolve(digest) };
  return foreseePush(target, tag, content, { signal: options.signal });
}
