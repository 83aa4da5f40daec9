import type { Abortable } from '../base/abort';
import { copy } from '../oci/copy';
import type { CopyProgress } from '../oci/copy';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import type { Layout } from '../oci/layout/layout';
import { checkTag } from '../oci/reference';
import type { Repository } from '../registries/registry';
import { immutableRefusal } from './immutableRefusal';
import { resolveIfThere } from './resolveIfThere';

export interface PushOptions extends Abortable {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /**
   * Asked when the tag is taken by other content. Without it, or when it says no, nothing is sent:
   * a published version is not replaced by accident.
   */
  readonly confirmReplace?: ((existing: Descriptor) => Promise<boolean>) | undefined;
}

export interface PushResult {
  /** `host/repository:tag`. */
  readonly reference: string;
  readonly digest: Digest;
  /** `unchanged`: the registry had this very content under this tag. `declined`: other content is there and stays. */
  readonly outcome: 'pushed' | 'unchanged' | 'declined';
  /** What the tag pointed at before, when that was something else. */
  readonly replaced: Digest | undefined;
  readonly copiedBytes: number;
}

/** Copies a saved chart into a repository. The tag is written last, so a push that fails leaves no tag. */
export async function pushChart(
  saved: Layout,
  savedReference: string,
  target: Repository,
  tag: string,
  options: PushOptions = {},
): Promise<PushResult> {
  checkTag(tag);
  const reference = `${target.location}:${tag}`;
  const { digest } = await saved.resolve(savedReference, options);
  const existing = await resolveIfThere(target, tag, options);
  if (existing?.digest === digest) {
    return { reference, digest, outcome: 'unchanged', replaced: undefined, copiedBytes: 0 };
  }
  if (existing && !(await options.confirmReplace?.(existing))) {
    return { reference, digest, outcome: 'declined', replaced: undefined, copiedBytes: 0 };
  }
  // By digest: while somebody was asked, the reference may have got another content.
  const { copiedBytes } = await copy(saved, digest, target, tag, {
    signal: options.signal,
    onProgress: options.onProgress,
  }).catch((error: unknown) => {
    throw existing ? immutableRefusal(error, reference, existing.digest) : error;
  });
  return { reference, digest, outcome: 'pushed', replaced: existing?.digest, copiedBytes };
}
