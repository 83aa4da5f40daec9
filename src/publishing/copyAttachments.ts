import type { Abortable } from '../base/abort';
import { ChartroomError, hasCode } from '../base/error';
import { copy, type CopyProgress } from '../oci/copy';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import { parseManifest } from '../oci/manifest';
import { isManifestType } from '../oci/mediaType';
import type { Source } from '../oci/store';
import type { Repository } from '../registries/registry';
import type { ArtifactKind } from './artifactKind';
import { listAttachments, type Attachment } from './contents/attachments';
import type { VersionSource } from './copyVersion';
import { partsProgress } from './partsProgress';
import { resolveIfThere } from './resolveIfThere';

export interface CopiedAttachments {
  readonly copiedBytes: number;
  readonly mountedBlobs: number;
  /** Those that the target lacked. */
  readonly attachments: number;
  readonly left: readonly LeftAttachment[];
}

/** What did not come along. */
export interface LeftAttachment {
  /** Of its manifest; absent where the source did not say what hangs on `subject`. */
  readonly digest: Digest | undefined;
  readonly kind: ArtifactKind | undefined;
  readonly subject: Digest;
  readonly error: ChartroomError;
}

export interface CopyAttachmentsOptions extends Abortable {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/** What one copy of attachments shares between its steps. */
interface Run {
  readonly source: VersionSource;
  readonly target: Repository;
  readonly signal: AbortSignal | undefined;
  readonly nextProgress: ReturnType<typeof partsProgress>;
  readonly total: { copiedBytes: number; mountedBlobs: number; attachments: number };
  readonly left: LeftAttachment[];
}

/**
 * Copies what hangs on a manifest, and what hangs on that: a bill of materials can be signed as well.
 * What the source cannot give or the target does not take is left behind with the reason, as trying
 * again would not help; any other failure ends it, so that it is tried again with the version.
 */
export async function copyAttachments(
  source: VersionSource,
  subject: Digest,
  target: Repository,
  options: CopyAttachmentsOptions = {},
): Promise<CopiedAttachments> {
  const run: Run = {
    ...{ source, target, signal: options.signal },
    nextProgress: partsProgress(options.onProgress),
    total: { copiedBytes: 0, mountedBlobs: 0, attachments: 0 },
    left: [],
  };
  const seen = new Set<Digest>([subject]);
  const subjects = [subject];
  for (const digest of subjects) {
    const attachments = await attachmentsOf(run, digest);
    const isThere = await lookUpThere(run, digest, attachments);
    for (const attachment of attachments) {
      const { descriptor } = attachment;
      if (seen.has(descriptor.digest)) continue;
      seen.add(descriptor.digest);
      const isDone = isThere(attachment) || (await copyOrLeave(run, digest, attachment));
      if (isDone) subjects.push(descriptor.digest);
    }
  }
  return { ...run.total, left: run.left };
}

/** Who may read a version may not always ask what hangs on it. */
async function attachmentsOf(run: Run, subject: Digest): Promise<readonly Attachment[]> {
  try {
    return await listAttachments(run.source, { digest: subject }, { signal: run.signal });
  } catch (error) {
    if (!isLasting(error) && !hasCode(error, 'oci.denied')) throw error;
    run.left.push({ ...{ digest: undefined, kind: undefined }, subject, error });
    return [];
  }
}

/**
 * A referrer is there when the target lists it. That it has the manifest does not say so: a copy can have
 * ended before the manifest got its line in the list.
 */
async function lookUpThere(
  { target, signal }: Run,
  subject: Digest,
  attachments: readonly Attachment[],
): Promise<(attachment: Attachment) => boolean> {
  if (attachments.every(({ tag }) => tag !== undefined)) return () => false;
  const listed = await referrersIfTold(target, subject, { signal });
  return ({ descriptor, tag }) =>
    tag === undefined && listed.some(({ digest }) => digest === descriptor.digest);
}

/** Who may push may not always list, as on Amazon ECR; what is there is then sent again, which changes nothing. */
async function referrersIfTold(
  target: Repository,
  subject: Digest,
  options: Abortable,
): Promise<readonly Descriptor[]> {
  try {
    return await target.referrers(subject, options);
  } catch (error) {
    if (!hasCode(error, 'oci.denied')) throw error;
    return [];
  }
}

/** False when it was left behind. */
async function copyOrLeave(run: Run, subject: Digest, attachment: Attachment): Promise<boolean> {
  const { kind, descriptor } = attachment;
  try {
    await copyAttachment(run, attachment);
    return true;
  } catch (error) {
    if (!isLasting(error)) throw error;
    run.left.push({ digest: descriptor.digest, kind, subject, error });
    return false;
  }
}

async function copyAttachment(
  { source, target, signal, nextProgress, total }: Run,
  { descriptor, tag }: Attachment,
): Promise<void> {
  if (tag !== undefined) {
    const there = await resolveIfThere(target, tag, { signal });
    if (there?.digest === descriptor.digest) return;
    if (there) await checkNothingLost(source, descriptor.digest, target, tag, { signal });
  }
  const sent = await copy(source, descriptor.digest, target, tag, {
    ...{ signal, onProgress: nextProgress() },
  });
  total.copiedBytes += sent.copiedBytes;
  total.mountedBlobs += sent.mountedBlobs;
  total.attachments += 1;
}

/** cosign adds each signature as a layer, so the tag is moved only to a manifest that has all of those that are there. */
async function checkNothingLost(
  source: Source,
  digest: Digest,
  target: Repository,
  tag: string,
  options: Abortable,
): Promise<void> {
  const ours = await source.manifest(digest, options);
  const theirs = await target.manifest(tag, options);
  const known = [ours, theirs].every(({ descriptor }) => isManifestType(descriptor.mediaType));
  const layers = known && new Set(parseManifest(ours).layers.map((layer) => layer.digest));
  if (layers && parseManifest(theirs).layers.every((layer) => layers.has(layer.digest))) return;
  throw new ChartroomError({
    code: 'publish.attachment-taken',
    template: '{reference} has other signatures or statements already, which would be lost',
    facts: { reference: `${target.location}:${tag}` },
  });
}

/** What would end the same the next time, and is about this one content. */
function isLasting(error: unknown): error is ChartroomError {
  if (!(error instanceof ChartroomError)) return false;
  return lastingCodes.has(error.code) || isRefusal(Number(error.facts['status'] ?? NaN));
}

const lastingCodes = new Set([
  'registry.tag-immutable',
  'publish.attachment-taken',
  'oci.referrer-unlisted',
  'oci.unsupported',
  'oci.rejected',
  // A list of referrers can name what has been deleted.
  'oci.not-found',
  'oci.manifest-invalid',
  'oci.manifest-too-large',
  'oci.artifact-too-large',
]);

/** Of the content itself: not for want of a login or rights, nor for the moment. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}
