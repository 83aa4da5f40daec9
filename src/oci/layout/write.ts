import type { Abortable } from '../../base/abort';
import { once } from '../../base/once';
import { childrenOf } from '../children';
import type { Descriptor } from '../descriptor';
import type { Digest } from '../digest';
import { isNonDistributable } from '../mediaType';
import type { BlobContent, ManifestContent, PushOptions, Tagger, Target } from '../store';
import { checkBytes } from '../verify';
import { blobSize, hasIntactBlob, missingBlob, writeBlob, writeNewBlob } from './blobs';
import type { LayoutFolder } from './folder';
import {
  createLayoutFiles,
  findEntry,
  readIndexFile,
  withEntry,
  withoutEntry,
  writeIndexFile,
  type IndexFile,
} from './indexFile';
import { withLease } from './lease';
import { readManifest, referenceNotFound } from './read';

/** What a session writes with. */
export interface LayoutWriter extends Target, Tagger {
  /** Stores a blob whose digest is known only at its end. */
  ingest(mediaType: string, content: BlobContent, options?: PushOptions): Promise<Descriptor>;
}

/** Runs work under a lease. The folder is a layout when the work begins. */
export async function writeSession<T>(
  folder: LayoutFolder,
  work: (writer: LayoutWriter) => Promise<T>,
  options?: Abortable,
): Promise<T> {
  const { directory, ingestDirectory, lock } = folder;
  const prepare = () => createLayoutFiles(directory, ingestDirectory);
  return withLease(ingestDirectory, lock, prepare, () => work(createWriter(folder)), options);
}

function createWriter(folder: LayoutFolder): LayoutWriter {
  const { directory } = folder;
  return {
    location: directory,
    has: (descriptor, options) => hasIntactBlob(directory, descriptor, options),
    ingest: (mediaType, content, options) => writeNewBlob(folder, mediaType, content, options),
    pushBlob: async (descriptor, open, options) => {
      if (await hasIntactBlob(directory, descriptor, options)) return;
      await writeBlob(folder, descriptor, await open(), options);
    },
    pushManifest: (content, reference, options) =>
      pushManifest(folder, content, reference, options),
    tag: (digest, reference, options) => tagManifest(folder, digest, reference, options),
  };
}

/** @throws ChartroomError `oci.not-found` when something the manifest names is not stored */
async function pushManifest(
  folder: LayoutFolder,
  content: ManifestContent,
  reference: string | undefined,
  options?: Abortable,
): Promise<void> {
  const { descriptor, bytes } = content;
  checkBytes(bytes, descriptor, folder.directory);
  await requireChildren(folder.directory, content);
  if (!(await hasIntactBlob(folder.directory, descriptor, options))) {
    await writeBlob(folder, descriptor, once(bytes), options);
  }
  if (reference === undefined) return;
  await folder.lock(
    () => updateIndex(folder, (index) => withEntry(index, reference, descriptor)),
    options,
  );
}

/** Points one more reference at a manifest that is stored. @throws ChartroomError `oci.not-found` */
async function tagManifest(
  folder: LayoutFolder,
  digest: Digest,
  reference: string,
  options?: Abortable,
): Promise<void> {
  const content = await readManifest(folder.directory, digest, options);
  await requireChildren(folder.directory, content);
  await folder.lock(
    () => updateIndex(folder, (index) => withEntry(index, reference, content.descriptor)),
    options,
  );
}

/** @throws ChartroomError `oci.not-found` */
export async function removeReference(
  folder: LayoutFolder,
  reference: string,
  options?: Abortable,
): Promise<void> {
  await folder.lock(
    () =>
      updateIndex(folder, (index) => {
        if (!findEntry(index, reference)) throw referenceNotFound(folder.directory, reference);
        return withoutEntry(index, reference);
      }),
    options,
  );
}

async function updateIndex(
  folder: LayoutFolder,
  change: (index: IndexFile) => IndexFile,
): Promise<void> {
  const index = await readIndexFile(folder.directory);
  await writeIndexFile(folder.directory, folder.ingestDirectory, change(index));
}

async function requireChildren(directory: string, content: ManifestContent): Promise<void> {
  const { manifests, blobs } = childrenOf(content);
  for (const child of [...manifests, ...blobs]) {
    const present = (await blobSize(directory, child.digest)) === child.size;
    if (!present && !isNonDistributable(child.mediaType)) {
      throw missingBlob(directory, child.digest);
    }
  }
}
