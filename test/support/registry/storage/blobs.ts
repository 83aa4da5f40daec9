import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamedBody } from '../http/reply';
import { ifPresent, moveInto, writeWhole } from './wholeFile';

/** Where the bytes of `digest` lie: `<directory>/blobs/<algorithm>/<hex>`. */
export function blobPath(directory: string, digest: string): string {
  return join(directory, 'blobs', ...digest.split(':'));
}

/** Bytes by digest, shared by all repositories. Which repository shows which is kept by the repositories. */
export interface Blobs {
  size(digest: string): Promise<number | undefined>;
  /** Bytes `start` to `end`, both included. */
  content(digest: string, start: number, end: number): StreamedBody;
  read(digest: string): Promise<Buffer>;
  put(digest: string, bytes: Uint8Array): Promise<void>;
  /** Takes over a finished file whose digest was checked. */
  adopt(digest: string, file: string): Promise<void>;
}

export function openBlobs(directory: string, temporary: string): Blobs {
  const path = (digest: string): string => blobPath(directory, digest);
  return {
    size: async (digest) => (await ifPresent(stat(path(digest))))?.size,
    content: (digest, start, end) => ({
      size: end - start + 1,
      open: () => createReadStream(path(digest), { start, end }),
    }),
    read: (digest) => readFile(path(digest)),
    put: (digest, bytes) => writeWhole(path(digest), bytes, temporary),
    adopt: (digest, file) => moveInto(file, path(digest)),
  };
}
