import { Header, Pax } from 'tar';
import { type ByteReader, byteReader } from './byteReader';
import { invalidArchive } from './invalid';

const blockSize = 512;

/** Go's reader has the same limit for the headers that only describe the next entry. */
const describingEntryLimit = 1_048_576;

export interface TarEntry {
  /** As written in the archive, separators and all. */
  readonly name: string;
  /** `tar`'s word for the type flag, such as `File`, `Directory` or `SymbolicLink`. */
  readonly type: Header['type'];
  readonly size: number;
  /** The bytes, once, and only until the next entry is asked for; what is not read is skipped. */
  content(): AsyncIterable<Uint8Array>;
}

/**
 * The entries of a tar stream, each with the name and size that Go's archive/tar finds.
 *
 * Blocks are decoded by `tar`'s Header and Pax but pulled by us: `tar`'s own Parser applies global
 * headers to sizes, goes on after a bad header and ends a truncated entry like a whole one, and an
 * archive must not mean one thing here and another to Helm.
 *
 * @throws ChartroomError `chart.archive-invalid`
 */
export async function* readTar(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<TarEntry, void, undefined> {
  const reader = byteReader(content);
  try {
    let extended: Pax | undefined;
    for (;;) {
      const header = await readHeader(reader, extended);
      if (header === undefined) break;
      const body = bodyOf(reader, sizeOf(header));
      if (describesNext(header.type)) {
        extended = await readDescription(header.type, body, extended);
      } else if (header.type !== 'GlobalExtendedHeader') {
        yield {
          // Header puts the ustar prefix before a PAX path; POSIX says that the PAX path replaces both.
          name: extended?.path ?? header.path ?? '',
          type: header.type,
          size: body.size,
          content: () => body.content(),
        };
        extended = undefined;
      }
      await body.skip();
    }
    // What follows the end is no part of the archive, yet checksums and digests cover it.
    while ((await reader.next(blockSize * blockSize)) !== undefined);
  } finally {
    await reader.close();
  }
}

/** Undefined at the end: two zero blocks, or simply no more bytes, which Go accepts too. */
async function readHeader(
  reader: ByteReader,
  extended: Pax | undefined,
): Promise<Header | undefined> {
  const block = await reader.take(blockSize);
  if (block.length === 0) return undefined;
  if (block.length < blockSize) throw truncated();
  if (isZero(block)) {
    if (isZero(await reader.take(blockSize))) return undefined;
    throw invalidArchive('The chart archive is damaged: a lone zero block is not the end of a tar');
  }
  const header = new Header(block, 0, extended);
  if (!header.cksumValid) {
    throw invalidArchive('The chart archive is damaged: the checksum of a tar header is wrong');
  }
  return header;
}

function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

function sizeOf(header: Header): number {
  if (header.size !== undefined && Number.isSafeInteger(header.size) && header.size >= 0) {
    return header.size;
  }
  throw invalidArchive('The chart archive is damaged: the size of "{entry}" is not a number', {
    entry: header.path ?? '',
  });
}

interface Body {
  readonly size: number;
  content(): AsyncGenerator<Uint8Array>;
  skip(): Promise<void>;
}

function bodyOf(reader: ByteReader, size: number): Body {
  let left = size;
  let passed = false;

  async function* content(): AsyncGenerator<Uint8Array> {
    if (passed) throw new Error('The entry was left behind when the next one was asked for');
    while (left > 0) {
      const part = await reader.next(left);
      if (part === undefined) throw truncated();
      left -= part.length;
      yield part;
    }
  }

  async function skip(): Promise<void> {
    passed = true;
    left += (blockSize - (size % blockSize)) % blockSize;
    while (left > 0) {
      const part = await reader.next(left);
      if (part === undefined) throw truncated();
      left -= part.length;
    }
  }

  return { size, content, skip };
}

type Describing =
  | 'ExtendedHeader'
  | 'OldExtendedHeader'
  | 'NextFileHasLongPath'
  | 'OldGnuLongPath'
  | 'NextFileHasLongLinkpath';

function describesNext(type: Header['type']): type is Describing {
  return (
    type === 'ExtendedHeader' ||
    type === 'OldExtendedHeader' ||
    type === 'NextFileHasLongPath' ||
    type === 'OldGnuLongPath' ||
    type === 'NextFileHasLongLinkpath'
  );
}

/** Of two descriptions Go takes parts and `tar` others, so an archive may have one for an entry. */
async function readDescription(
  type: Describing,
  body: Body,
  known: Pax | undefined,
): Promise<Pax | undefined> {
  // Links are refused whatever they point to.
  if (type === 'NextFileHasLongLinkpath') return known;
  if (known !== undefined) {
    throw invalidArchive('The chart archive is refused: an entry has two tar extended headers');
  }
  if (body.size > describingEntryLimit) {
    throw invalidArchive('The chart archive is refused: a tar extended header has {size} bytes', {
      size: body.size,
    });
  }
  const parts: Uint8Array[] = [];
  for await (const part of body.content()) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return type === 'ExtendedHeader' || type === 'OldExtendedHeader'
    ? Pax.parse(text)
    : new Pax({ path: text.split('\0', 1)[0] ?? '' });
}

function truncated(): Error {
  return invalidArchive('The chart archive is damaged: it ends in the middle of an entry');
}
