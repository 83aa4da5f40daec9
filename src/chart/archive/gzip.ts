import { setImmediate } from 'node:timers/promises';
import type { Abortable } from '../../base/abort';
import { gzipMember, memberSize } from './gzipMember';
import { openGzipPool, type GzipPool } from './gzipPool';

/** Parts compressed right here, before threads are worth the 40 ms they take to start. Most charts have fewer. */
const partsWithoutThreads = 4;

/**
 * Compresses to gzip (RFC 1952). The same bytes in give the same bytes out, however they are cut
 * into chunks and whatever compresses them. Between steps the event loop gets its turn.
 *
 * Every part becomes a member of its own, which section 2.2 allows and Go's reader joins, so parts
 * of a large chart are compressed side by side. fflate's streaming compressor would make one member,
 * but as of 0.8.3 it sometimes points back to before the start of its input, which nobody can unpack
 * (101arrowz/fflate issue 260). Compressing a buffer as a whole does not have that fault.
 */
export async function* gzip(
  content: AsyncIterable<Uint8Array>,
  options: Abortable = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  options.signal?.throwIfAborted();
  let pool: GzipPool | undefined;
  let parts = 0;
  const members: Promise<Uint8Array>[] = [];
  try {
    for await (const part of partsOf(content)) {
      parts += 1;
      if (parts <= partsWithoutThreads) {
        yield gzipMember(part);
        await setImmediate();
      } else {
        pool ??= openGzipPool();
        members.push(compressing(pool, part));
        if (members.length > pool.width * 2) yield* firstOf(members);
      }
      options.signal?.throwIfAborted();
    }
    while (members.length > 0) {
      yield* firstOf(members);
      options.signal?.throwIfAborted();
    }
  } finally {
    await pool?.close();
  }
}

function compressing(pool: GzipPool, part: Uint8Array): Promise<Uint8Array> {
  const member = pool.compress(part);
  // Its failure is met when its turn comes, or of no interest when the rest was given up.
  member.catch(() => undefined);
  return member;
}

async function* firstOf(members: Promise<Uint8Array>[]): AsyncGenerator<Uint8Array> {
  const member = members.shift();
  if (member) yield await member;
}

/** Cuts anew to parts of one size, each good until the next is asked for. The last one is shorter, and the only one when there is no content. */
async function* partsOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const part = new Uint8Array(memberSize);
  let filled = 0;
  let given = 0;
  for await (const chunk of content) {
    for (let from = 0; from < chunk.length;) {
      const piece = chunk.subarray(from, from + memberSize - filled);
      part.set(piece, filled);
      from += piece.length;
      filled += piece.length;
      if (filled < memberSize) continue;
      yield part;
      given += 1;
      filled = 0;
    }
  }
  if (filled > 0 || given === 0) yield part.subarray(0, filled);
}
