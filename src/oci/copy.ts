import type { Abortable } from '../base/abort';
import { ChartroomError, hasCode } from '../base/error';
import { childrenOf } from './children';
import { copyError } from './copyError';
import { countProgress, type ProgressCounter } from './copyProgress';
import type { Descriptor } from './descriptor';
import { isNonDistributable } from './mediaType';
import { forEachParallel } from './parallel';
import type {
  BlobContent,
  ManifestContent,
  Mounter,
  PushOptions,
  Source,
  Target,
  UploadOpener,
  WriteSessions,
} from './store';

export interface CopyProgress {
  /** Bytes of blobs that the target has, whether sent, mounted or there before. Never goes back. */
  readonly doneBytes: number;
  /** Bytes of all blobs known so far; grows while an index is walked. */
  readonly totalBytes: number;
  /** What the last step was about. */
  readonly descriptor?: Descriptor;
  readonly phase: 'resolving' | 'copying' | 'tagging';
}

export interface CopyOptions extends Abortable {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
  /** Blobs in flight at a time, 4 unless given. */
  readonly concurrency?: number | undefined;
}

export interface CopyResult {
  /** Of the copied manifest or index: the digest is the same on both sides. */
  readonly descriptor: Descriptor;
  /** Bytes of the blobs that were sent. */
  readonly copiedBytes: number;
  /** Blobs the target had. */
  readonly skippedBlobs: number;
  /** Blobs the target took over from another repository of its host. */
  readonly mountedBlobs: number;
}

/** A source in a registry says where, so that a target on the same host can mount from it. */
export type CopySource = Source & Partial<Pick<Mounter, 'host' | 'repository'>>;
export type CopyTarget = Target & Partial<Mounter & UploadOpener & WriteSessions>;

/** Far more than any artifact of people has; both stop one made to exhaust whoever copies it. */
const descriptorCountLimit = 10_000;
const depthLimit = 8;

/** Bytes up to which sending a blob takes no longer than asking whether it is there. */
const smallBlobLimit = 128 * 1024;

/** What one copy shares between its steps. */
interface Run {
  readonly source: CopySource;
  readonly target: CopyTarget;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  readonly progress: ProgressCounter;
  /** Digests of the blobs and manifests met so far; each is copied once. */
  readonly seen: Set<string>;
  readonly count: { copiedBytes: number; skippedBlobs: number; mountedBlobs: number };
}

/**
 * Copies an artifact with everything it needs from one store to another: blobs first, then the
 * manifests from the leaves up, and the root's reference in the last step, so that a copy which fails
 * or is cancelled leaves no reference behind. The bytes of manifests are never changed. Of an index
 * all manifests are copied; a `subject` is not.
 * Holds the manifests on the path from the root in memory (at most 8 of 4 MiB) and no blob.
 * @param targetReference without one the artifact is stored by digest only
 * @throws ChartroomError with the code of the store, and the facts `side` (`source` or `target`) and
 * `at`; `oci.copy-failed` for a failure that has no code; `oci.artifact-too-large`
 */
export async function copy(
  source: CopySource,
  sourceReference: string,
  target: CopyTarget,
  targetReference: string | undefined,
  options: CopyOptions = {},
): Promise<CopyResult> {
  const run: Run = {
    source,
    target,
    concurrency: options.concurrency ?? 4,
    signal: options.signal,
    progress: countProgress(options.onProgress ?? (() => undefined)),
    seen: new Set(),
    count: { copiedBytes: 0, skippedBlobs: 0, mountedBlobs: 0 },
  };
  run.signal?.throwIfAborted();
  run.progress.enter('resolving');
  const root = await readManifest(run, sourceReference);
  const copyTo = (writer: CopyTarget) =>
    copyTree({ ...run, target: writer }, root, targetReference);
  if (target.write) await onTarget(run, () => target.write?.(copyTo, { signal: run.signal }));
  else await copyTo(target);
  return { descriptor: root.descriptor, ...run.count };
}

async function copyTree(run: Run, root: ManifestContent, reference: string | undefined) {
  await copyChildren(run, root, 1);
  run.signal?.throwIfAborted();
  run.progress.enter('tagging', root.descriptor);
  await pushManifest(run, root, reference);
}

async function copyChildren(run: Run, parent: ManifestContent, depth: number): Promise<void> {
  if (depth > depthLimit) throw tooLarge(run, `indexes are nested more than ${depthLimit} deep`);
  const { manifests, blobs } = await onSource(run, () => childrenOf(parent));
  const newBlobs = unseen(run, 'blob', blobs);
  run.progress.expect(newBlobs);
  run.progress.enter('copying', parent.descriptor);
  await forEachParallel(newBlobs, run.concurrency, run.signal, (blob, signal) =>
    copyBlob(run, blob, signal),
  );
  // One after the other, so that memory does not grow with their number.
  for (const descriptor of unseen(run, 'manifest', manifests)) {
    const child = await readManifest(run, descriptor.digest);
    await copyChildren(run, child, depth + 1);
    await pushManifest(run, child, undefined);
  }
}

async function copyBlob(run: Run, descriptor: Descriptor, signal: AbortSignal): Promise<void> {
  const counter = run.progress.start(descriptor);
  if (await onTarget(run, () => isThere(run, descriptor, signal))) {
    run.count.skippedBlobs += 1;
  } else if (await mountBlob(run, descriptor, signal)) {
    run.count.mountedBlobs += 1;
  } else if (await sendBlob(run, descriptor, { signal, onBytes: counter.sent })) {
    run.count.copiedBytes += descriptor.size;
  }
  counter.done();
}

/** From another repository of the host a blob may be mounted, so no upload is opened before that is tried. */
function isThere({ source, target }: Run, blob: Descriptor, signal: AbortSignal): Promise<boolean> {
  const opens = blob.size <= smallBlobLimit && source.host !== target.host;
  return opens && target.hasOrOpens
    ? target.hasOrOpens(blob, { signal })
    : target.has(blob, { signal });
}

async function mountBlob(run: Run, descriptor: Descriptor, signal: AbortSignal): Promise<boolean> {
  const { host, repository } = run.source;
  const { target } = run;
  if (host === undefined || repository === undefined) return false;
  if (host !== target.host || repository === target.repository) return false;
  return onTarget(run, () => target.mount?.(descriptor, repository, { signal }) ?? false);
}

/** False when the source has no such blob and need not have it. */
async function sendBlob(run: Run, descriptor: Descriptor, options: PushOptions): Promise<boolean> {
  // A target that reads from a broken source may report that in its own words: the source's are the cause.
  let sourceFailure: unknown;
  const open = async () => {
    sourceFailure = undefined;
    try {
      const content = await run.source.blob(descriptor, { signal: options.signal });
      return withFailure(content, (error) => (sourceFailure = error));
    } catch (error) {
      sourceFailure = error;
      throw error;
    }
  };
  try {
    await run.target.pushBlob(descriptor, open, options);
    return true;
  } catch (error) {
    if (sourceFailure === undefined)
      throw copyError(error, 'target', run.target.location, run.signal);
    const absent = hasCode(sourceFailure, 'oci.not-found');
    if (absent && isNonDistributable(descriptor.mediaType)) return false;
    throw copyError(sourceFailure, 'source', run.source.location, run.signal);
  }
}

async function* withFailure(content: BlobContent, tell: (error: unknown) => void): BlobContent {
  try {
    yield* content;
  } catch (error) {
    tell(error);
    throw error;
  }
}

function readManifest(run: Run, reference: string): Promise<ManifestContent> {
  return onSource(run, () => run.source.manifest(reference, { signal: run.signal }));
}

function pushManifest(run: Run, content: ManifestContent, reference: string | undefined) {
  return onTarget(run, () => run.target.pushManifest(content, reference, { signal: run.signal }));
}

/** A registry keeps blobs and manifests apart, so the same digest may have to be copied as both. */
function unseen(
  run: Run,
  kind: 'blob' | 'manifest',
  descriptors: readonly Descriptor[],
): readonly Descriptor[] {
  const found = descriptors.filter(({ digest }) => {
    const key = `${kind} ${digest}`;
    return !run.seen.has(key) && run.seen.add(key);
  });
  if (run.seen.size > descriptorCountLimit) {
    throw tooLarge(run, `it has more than ${descriptorCountLimit} parts`);
  }
  return found;
}

function tooLarge(run: Run, reason: string): ChartroomError {
  const { location } = run.source;
  return new ChartroomError({
    code: 'oci.artifact-too-large',
    template: 'The artifact in {location} cannot be copied: {reason}',
    facts: { location, reason, side: 'source', at: location },
  });
}

async function onSource<T>(run: Run, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw copyError(error, 'source', run.source.location, run.signal);
  }
}

async function onTarget<T>(run: Run, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw copyError(error, 'target', run.target.location, run.signal);
  }
}
