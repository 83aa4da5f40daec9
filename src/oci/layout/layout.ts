import type { Abortable } from '../../base/abort';
import type { Descriptor } from '../descriptor';
import type { Referrers, Source, Tagger, Target } from '../store';
import { blobModified, hasIntactBlob } from './blobs';
import { collectGarbage, type CollectResult } from './collect';
import { layoutFolder } from './folder';
import { layoutExists, readIndexFile } from './indexFile';
import { openBlob, readManifest, referenceNotFound, resolveReference } from './read';
import { listReferrers } from './referrers';
import { removeReference, writeSession, type LayoutWriter } from './write';

/** One line of the layout's index. */
export interface LayoutEntry {
  /** A full reference; only a tag as some tools write; or the digest when the entry has no name. */
  readonly reference: string;
  readonly descriptor: Descriptor;
  /** When its manifest was stored here first; undefined when the manifest is missing. */
  readonly modified: Date | undefined;
}

export interface LayoutOptions {
  /** Milliseconds to wait for another process that writes, 60,000 unless given. */
  readonly lockTimeout?: number;
  /** Milliseconds without a heartbeat after which another process counts as gone, 30,000 unless given. */
  readonly lockStaleAfter?: number;
}

/**
 * Artifacts in a folder, in the OCI image layout (image-spec image-layout.md).
 *
 * Reading takes no lock: every file appears whole, and `index.json` is replaced in one step. Changes of
 * `index.json` and `collect` exclude each other, between processes too, by the lock file
 * `index.json.lock`.
 *
 * A blob is reachable only when its manifest has a reference, which comes last. Until then a lease keeps
 * it: a file in `ingest/` that stands while its process is at work and makes every `collect` return
 * `deferred`. `write` holds one from its start to its end; pushes that belong together go through its
 * writer (`copy` does this by itself). A push or tag of the layout itself is a session of its own: a
 * `collect` between two of them may take what the first has stored, and then the second fails with
 * `oci.not-found`, because a manifest is only stored when everything it needs is there. Other tools know
 * nothing of leases: do not collect while they write.
 *
 * @throws ChartroomError from every method: `oci.layout-corrupt`, `oci.layout-unsupported`,
 * `oci.disk-full`, `oci.disk-denied`, `oci.disk-failed`; from those that write also `oci.layout-locked`
 */
export interface Layout extends Source, Target, Tagger, Referrers {
  /** Sorted by reference. Empty when the folder is absent, which reading does not create. */
  list(options?: Abortable): Promise<readonly LayoutEntry[]>;
  /** Runs work; what is stored meanwhile is not collected before it ends, by no process. */
  write<T>(work: (writer: LayoutWriter) => Promise<T>, options?: Abortable): Promise<T>;
  /** Removes the reference only; blobs stay until `collect`. @throws ChartroomError `oci.not-found` */
  remove(reference: string, options?: Abortable): Promise<void>;
  /** Deletes what no reference reaches, unless somebody is writing. */
  collect(options?: Abortable): Promise<CollectResult>;
}

/** The layout in a folder, which need not exist: nothing is read before it is asked for, nothing created before the first write. */
export function openLayout(directory: string, options: LayoutOptions = {}): Layout {
  const folder = layoutFolder(directory, {
    timeout: options.lockTimeout ?? 60_000,
    staleAfter: options.lockStaleAfter ?? 30_000,
  });
  const write: Layout['write'] = (work, abort) => writeSession(folder, work, abort);
  return {
    location: directory,
    list: (abort) => listEntries(directory, abort),
    resolve: (reference, abort) => resolveReference(directory, reference, abort),
    manifest: (reference, abort) => readManifest(directory, reference, abort),
    blob: (descriptor, abort) => openBlob(directory, descriptor, abort),
    referrers: (digest, abort) => listReferrers(directory, digest, abort),
    has: (descriptor, abort) => hasIntactBlob(directory, descriptor, abort),
    write,
    pushBlob: (descriptor, open, push) =>
      write((writer) => writer.pushBlob(descriptor, open, push), push),
    pushManifest: (content, reference, abort) =>
      write((writer) => writer.pushManifest(content, reference, abort), abort),
    tag: (digest, reference, abort) =>
      write((writer) => writer.tag(digest, reference, abort), abort),
    remove: async (reference, abort) => {
      if (!(await layoutExists(directory))) throw referenceNotFound(directory, reference);
      await removeReference(folder, reference, abort);
    },
    collect: async (abort) => {
      if (!(await layoutExists(directory))) {
        return { deferred: false, deletedBlobs: 0, freedBytes: 0 };
      }
      return folder.lock(() => collectGarbage(folder, abort), abort);
    },
  };
}

async function listEntries(directory: string, options: Abortable = {}) {
  const { entries } = await readIndexFile(directory);
  const latest = new Map(entries.map((entry) => [entry.reference, entry.descriptor]));
  const list: LayoutEntry[] = [];
  for (const [reference, descriptor] of latest) {
    options.signal?.throwIfAborted();
    const modified = await blobModified(directory, descriptor.digest);
    list.push({ reference, descriptor, modified });
  }
  return list.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
