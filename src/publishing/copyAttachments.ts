import type { Abortable } from '../base/abort';
import { copy } from '../oci/copy';
import type { Digest } from '../oci/digest';
import type { Repository } from '../registries/registry';
import { listAttachments } from './contents/attachments';
import type { VersionSource } from './copyVersion';
import { resolveIfThere } from './resolveIfThere';

export interface CopiedAttachments {
  readonly copiedBytes: number;
  readonly mountedBlobs: number;
  /** Those that the target lacked. */
  readonly attachments: number;
}

/** Copies what hangs on a manifest, and what hangs on that: a bill of materials can be signed as well. */
export async function copyAttachments(
  source: VersionSource,
  subject: Digest,
  target: Repository,
  options: Abortable = {},
): Promise<CopiedAttachments> {
  const total = { copiedBytes: 0, mountedBlobs: 0, attachments: 0 };
  const seen = new Set<Digest>([subject]);
  const subjects = [subject];
  for (const digest of subjects) {
    for (const { descriptor, tag } of await listAttachments(source, { digest }, options)) {
      if (seen.has(descriptor.digest)) continue;
      seen.add(descriptor.digest);
      subjects.push(descriptor.digest);
      const there = await resolveIfThere(target, tag ?? descriptor.digest, options);
      if (there?.digest === descriptor.digest) continue;
      const sent = await copy(source, descriptor.digest, target, tag, { signal: options.signal });
      total.copiedBytes += sent.copiedBytes;
      total.mountedBlobs += sent.mountedBlobs;
      total.attachments += 1;
    }
  }
  return total;
}
