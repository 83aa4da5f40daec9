import { gzipSync } from 'node:zlib';

/** One entry as written into a tar, with nothing checked: the point is to make what no tool makes. */
export interface RawEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** The type flag; `0`, a regular file, when not given. */
  readonly type?: string;
  readonly link?: string;
  /** The size to claim in the header instead of the real one. */
  readonly claimedSize?: number;
}

const blockSize = 512;

/** A ustar archive, ended by two zero blocks. */
export function tarArchive(entries: readonly RawEntry[]): Buffer {
  return Buffer.concat([...entries.map(tarEntry), Buffer.alloc(2 * blockSize)]);
}

/** The same as a `.tgz`. */
export function tgzArchive(entries: readonly RawEntry[]): Buffer {
  return gzipSync(tarArchive(entries));
}

/** Header, content and padding of one entry, without the end of the archive. */
export function tarEntry(entry: RawEntry): Buffer {
  const content = Buffer.from(entry.content ?? '');
  const padding = Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize);
  return Buffer.concat([header(entry, content.length), content, padding]);
}

/** One entry with a PAX header in front; the records are `key=value`. */
export function withPax(entry: RawEntry, type: 'x' | 'g', ...records: string[]): RawEntry[] {
  const content = records.map((record) => paxRecord(record)).join('');
  return [{ name: 'pax_header', type, content }, entry];
}

function paxRecord(record: string): string {
  const rest = ` ${record}\n`;
  const length = Buffer.byteLength(rest);
  const digits = String(length + String(length).length).length;
  return `${length + digits}${rest}`;
}

function header(entry: RawEntry, size: number): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(entry.name, 0, 100);
  block.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  block.write(octal(entry.claimedSize ?? size, 11) + octal(0, 11), 124);
  block.write(' '.repeat(8) + (entry.type ?? '0'), 148);
  block.write(entry.link ?? '', 157, 100);
  block.write('ustar\0' + '00', 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(octal(checksum, 6) + ' ', 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0') + '\0';
}
