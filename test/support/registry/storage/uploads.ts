import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasherOf } from '../grammar';

/** A blob on its way in. Uploads do not outlive the server; a client starts over. */
export interface Upload {
  readonly id: string;
  readonly repository: string;
  readonly file: string;
  /** Bytes received so far. */
  readonly size: number;
  /** Changes with everything received, so that an old address of the upload is told from the current one. */
  readonly state: string;
}

export interface Uploads {
  start(repository: string): Promise<Upload>;
  find(repository: string, id: string): Upload | undefined;
  /** Adds bytes at the end. When the sender breaks off, the upload is as it was before. */
  append(upload: Upload, content: AsyncIterable<Uint8Array>): Promise<Upload>;
  /** True when the bytes received have this digest. */
  matches(upload: Upload, digest: string): Promise<boolean>;
  /** Forgets the upload and leaves its file to the caller. */
  finish(upload: Upload): void;
  cancel(upload: Upload): Promise<void>;
}

export function openUploads(temporary: string): Uploads {
  const uploads = new Map<string, Upload>();
  return {
    start: async (repository) => {
      const id = randomUUID();
      const file = join(temporary, id);
      await (await open(file, 'wx')).close();
      const upload = { id, repository, file, size: 0, state: randomUUID() };
      uploads.set(id, upload);
      return upload;
    },
    find: (repository, id) => {
      const upload = uploads.get(id);
      return upload?.repository === repository ? upload : undefined;
    },
    append: async (upload, content) => {
      const size = upload.size + (await appendBytes(upload, content));
      const longer = { ...upload, size, state: randomUUID() };
      uploads.set(upload.id, longer);
      return longer;
    },
    matches: async (upload, digest) => {
      const hash = hasherOf(digest);
      await pipeline(createReadStream(upload.file), hash);
      return digest.endsWith(`:${hash.digest('hex')}`);
    },
    finish: (upload) => {
      uploads.delete(upload.id);
    },
    cancel: async (upload) => {
      uploads.delete(upload.id);
      await rm(upload.file);
    },
  };
}

async function appendBytes(upload: Upload, content: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(upload.file, 'a');
  let received = 0;
  try {
    for await (const chunk of content) {
      await file.write(chunk);
      received += chunk.length;
    }
  } catch (error) {
    await truncate(upload.file, upload.size);
    throw error;
  } finally {
    await file.close();
  }
  return received;
}
