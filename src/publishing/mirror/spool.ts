import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbort } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { once } from '../../base/once';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';
import type { Digest } from '../../oci/digest';

/** Bytes of which digest and size are known now, and which can be read as often as they are needed. */
export interface Spooled {
  readonly digest: Digest;
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Bytes that are kept in memory; nearly all archives of charts are smaller. What is larger goes into a file. */
const memoryLimit = 1024 * 1024;

/**
 * Reads a stream to its end and runs `work` with what came. Holds a megabyte of it at most.
 *
 * @param folder for the file of a large one, which is removed at the end
 * @throws ChartroomError `mirror.spool-failed`, and what the stream throws
 */
export async function withSpool<T>(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  work: (spooled: Spooled) => Promise<T>,
): Promise<T> {
  const path = join(folder, `chartroom-${randomUUID()}.tgz`);
  const hash = createHash('sha256');
  let kept: Uint8Array[] = [];
  let size = 0;
  let file: FileHandle | undefined;
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      kept.push(chunk);
      size += chunk.length;
      if (size <= memoryLimit) continue;
      file ??= await onDisk(path, () => open(path, 'wx', 0o600));
      for (const one of kept) await onDisk(path, () => file?.writeFile(one));
      kept = [];
    }
    const whole = Buffer.concat(kept);
    return await work({
      digest: `sha256:${hash.digest('hex')}`,
      size,
      open: () => (file ? createReadStream(path) : once(whole)),
    });
  } finally {
    await file?.close();
    if (file) await rm(path, { force: true });
  }
}

async function onDisk<T>(path: string, work: () => Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || isAbort(error) || !(error instanceof Error)) throw error;
    const folder = dirname(path);
    throw new ChartroomError({
      code: 'mirror.spool-failed',
      template: 'A large archive cannot be kept in {folder} on its way: {reason}',
      facts: { folder, reason: systemErrorReason(error) },
      ...(code === 'ENOSPC' && { remedy: { kind: 'free-space', path: folder } }),
      cause: error,
    });
  }
}
