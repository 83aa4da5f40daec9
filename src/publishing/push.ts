import type { Digest } from '../oci/digest';
import type { Layout } from '../oci/layout/layout';
import type { Repository } from '../registries/registry';
import { copyVersion, type CopyVersionOptions } from './copyVersion';

export type PushOptions = Omit<CopyVersionOptions, 'attachments'>;

export interface PushResult {
  /** `host/repository:tag`. */
  readonly reference: string;
  readonly digest: Digest;
  /** `unchanged`: the registry had this very content under this tag. `declined`: other content is there and stays. */
  readonly outcome: 'pushed' | 'unchanged' | 'declined';
  /** What the tag pointed at before, when that was something else. */
  readonly replaced: Digest | undefined;
  /** Other content that the tag names still; of what was `declined` alone. */
  readonly kept: Digest | undefined;
  readonly copiedBytes: number;
}

/**
 * Copies a saved chart into a repository. The tag is written last, so a push that fails leaves no tag.
 *
 * @throws ChartroomError as `copyVersion`
 */
export async function pushChart(
  saved: Layout,
  savedReference: string,
  target: Repository,
  tag: string,
  options: PushOptions = {},
): Promise<PushResult> {
  const copied = await copyVersion(saved, savedReference, target, tag, {
    ...options,
    attachments: false,
  });
  const { reference, digest, outcome, replaced, kept, copiedBytes } = copied;
  return {
    ...{ reference, digest, replaced, kept, copiedBytes },
    outcome: outcome === 'copied' ? 'pushed' : outcome,
  };
}
