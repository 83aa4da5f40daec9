import { Header, Pax } from 'tar';

const blockSize = 512;

/** Two zero blocks end a tar archive (POSIX pax, "ustar Interchange Format"). */
export const endOfTar: Uint8Array = new Uint8Array(2 * blockSize);

/**
 * One file as tar blocks: header, content, padding. A path that the ustar header cannot hold (too
 * long, or not ASCII) is preceded by a PAX extended header.
 */
export function tarFile(path: string, content: Uint8Array, modified: Date): Uint8Array[] {
  const header = fixedHeader({ type: 'File', path, size: content.length, modified });
  const file = [encoded(header), content, padding(content.length)];
  return header.needPax ? [...paxHeader(path, modified), ...file] : file;
}

/** Only the path goes into the record: other fields would be written from what the machine knows. */
function paxHeader(path: string, modified: Date): Uint8Array[] {
  const record = Buffer.from(new Pax({ path }).encodeBody());
  const size = record.length;
  const header = fixedHeader({ type: 'ExtendedHeader', path: '././@PaxHeader', size, modified });
  return [encoded(header), record, padding(size)];
}

/** Mode, owner and names are the same for every file, as in Helm's archives (`save.go`, writeToTar). */
function fixedHeader(file: {
  type: 'File' | 'ExtendedHeader';
  path: string;
  size: number;
  modified: Date;
}): Header {
  const header = new Header({
    type: file.type,
    path: file.path,
    size: file.size,
    mtime: file.modified,
    mode: 0o644,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    devmaj: 0,
    devmin: 0,
  });
  header.encode();
  return header;
}

function encoded(header: Header): Uint8Array {
  if (header.block === undefined) throw new Error('a tar header has no block before encode()');
  return header.block;
}

function padding(size: number): Uint8Array {
  return new Uint8Array((blockSize - (size % blockSize)) % blockSize);
}
