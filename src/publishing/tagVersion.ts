import type { Abortable } from '../base/abort';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import type { Repository } from '../registries/registry';
import { foreseeCopy } from './copyVersion';
import { writeTag } from './writeTag';

export interface TagVersionOptions extends Abortable {
  /** Asked when the tag is taken by other content that it can be taken from. Without it, or when it says no, nothing is done. */
  readonly confirmReplace?: ((existing: Descriptor) => Promise<boolean>) | undefined;
}

export interface TagVersionResult {
  readonly digest: Digest;
  readonly outcome: 'tagged' | 'unchanged' | 'declined';
  /** What the tag pointed at before, when that was something else. */
  readonly replaced: Digest | undefined;
  /** Other content that the tag names still; of what was `declined` alone. */
  readonly kept: Digest | undefined;
}

/**
 * Gives a version one more tag. No blob is sent.
 *
 * @param version a tag or digest
 * @throws ChartroomError `registry.tag-immutable`, `oci.not-found`
 */
export async function tagVersion(
  repository: Repository,
  version: string,
  tag: string,
  options: TagVersionOptions = {},
): Promise<TagVersionResult> {
  const { digest } = await repository.resolve(version, options);
  const outlook = await foreseeCopy(digest, repository, tag, options);
  const result = { digest, replaced: undefined, kept: undefined };
  if (outlook.is === 'done') return { ...result, outcome: 'unchanged' };
  if (outlook.is === 'taken' && !(await options.confirmReplace?.(outlook.existing))) {
    return { ...result, outcome: 'declined', kept: outlook.existing.digest };
  }
  const { signal } = options;
  const write = () => repository.tag(digest, tag, { signal });
  await writeTag(repository, tag, digest, write, { signal });
  const replaced = outlook.is === 'taken' ? outlook.existing.digest : undefined;
  return { ...result, outcome: 'tagged', replaced };
}
