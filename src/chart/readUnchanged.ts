import { type FileHandle, open } from 'node:fs/promises';
import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { systemErrorCode } from '../base/systemError';
import { unreadable } from './unreadable';
import type { FoundFile } from './walk';

/**
 * The content of a file that still has the size it was found with. At most one byte more than that
 * is read, so a file that grew without bound meanwhile does no harm.
 *
 * @throws ChartroomError `chart.file-changed`, `chart.unreadable`
 */
export async function readUnchanged(file: FoundFile, options: Abortable = {}): Promise<Uint8Array> {
  options.signal?.throwIfAborted();
  const content = await readAtMost(file, file.size + 1);
  if (content.length === file.size) return content;
  throw changed(file);
}

async function readAtMost(file: FoundFile, limit: number): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file.location);
    const buffer = new Uint8Array(limit);
    let filled = 0;
    while (filled < limit) {
      const { bytesRead } = await handle.read(buffer, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } catch (error) {
    throw systemErrorCode(error) === 'ENOENT' ? changed(file, error) : unreadable(file.path, error);
  } finally {
    await handle?.close();
  }
}

function changed(file: FoundFile, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'chart.file-changed',
    template: 'The chart cannot be read: "{path}" has changed since the folder was loaded',
    facts: { path: file.path },
    cause,
  });
}
