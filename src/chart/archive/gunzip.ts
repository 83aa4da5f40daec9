import { addAbortSignal } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { Abortable } from '../../base/abort';
import { systemErrorCode } from '../../base/systemError';
import { describeContent, looksGzipped, sniffLength } from './sniff';
import { invalidArchive } from './invalid';

/**
 * Decompresses gzip (RFC 1952), several members included. What follows the last member is an error,
 * as in Go's reader, unless it begins with zeros, which is how tapes and disks pad. `content` is
 * read to its end all the same: whoever verifies its digest knows only there that it was right.
 *
 * @throws ChartroomError `chart.archive-invalid` when it is not gzip, damaged or cut short
 */
export async function* gunzip(
  content: AsyncIterable<Uint8Array>,
  options: Abortable = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  options.signal?.throwIfAborted();
  const inflate = createGunzip({ chunkSize: 65_536 });
  if (options.signal) addAbortSignal(options.signal, inflate);
  const feeding = feed(sniffed(content), inflate);
  try {
    for await (const chunk of inflate) yield asBytes(chunk);
    const failure = await feeding;
    if (failure) throw failure;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw systemErrorCode(error)?.startsWith('Z_') ? damaged(error) : error;
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/**
 * Passes the source on with backpressure. An error of the source ends `inflate` with that error, and
 * is returned as well, because `inflate` may have come to its end before.
 */
async function feed(
  content: AsyncIterable<Uint8Array>,
  inflate: Gunzip,
): Promise<Error | undefined> {
  try {
    for await (const chunk of content) {
      if (inflate.readableEnded) continue;
      if (inflate.destroyed) return undefined;
      if (!inflate.write(chunk)) await writableAgain(inflate);
    }
    inflate.end();
    return undefined;
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    inflate.destroy(failure);
    return failure;
  }
}

/** Settles on 'end' and 'close' too: a stream that is over never drains. */
async function writableAgain(inflate: Gunzip): Promise<void> {
  const events = ['drain', 'end', 'close'] as const;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      for (const event of events) inflate.off(event, settle);
      resolve();
    };
    for (const event of events) inflate.on(event, settle);
  });
}

async function* sniffed(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of content) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < sniffLength) continue;
    yield checked(start);
    start = undefined;
  }
  if (start !== undefined) yield checked(start);
}

function checked(start: Uint8Array): Uint8Array {
  if (looksGzipped(start)) return start;
  throw invalidArchive(
    'The chart archive does not appear to be a gzipped archive: it looks like {kind}',
    { kind: describeContent(start.subarray(0, sniffLength)) },
  );
}

function damaged(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return invalidArchive('The chart archive is damaged: gzip: {reason}', { reason }, cause);
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('a gunzip stream gives bytes');
}
