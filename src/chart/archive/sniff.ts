interface Signature {
  readonly kind: string;
  readonly start: string;
  readonly offset?: number;
}

const signatures: readonly Signature[] = [
  { kind: 'a ZIP archive', start: 'PK\x03\x04' },
  { kind: 'a Zstandard archive', start: '\x28\xb5\x2f\xfd' },
  { kind: 'an XZ archive', start: '\xfd7zXZ\x00' },
  { kind: 'a bzip2 archive', start: 'BZh' },
  { kind: 'a tar archive without compression', start: 'ustar', offset: 257 },
];

/** The number of first bytes that tell what a file is; Helm looks at as many (`isGZipApplication`). */
export const sniffLength = 512;

/** RFC 1952: two magic bytes and the only compression method there is, DEFLATE. */
export function looksGzipped(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b && start[2] === 0x08;
}

/** What content that is not gzip seems to be, to finish the sentence "it looks like …". */
export function describeContent(start: Uint8Array): string {
  if (start.length === 0) return 'an empty file';
  const bytes = Buffer.from(start).toString('latin1');
  const signature = signatures.find((one) => bytes.startsWith(one.start, one.offset ?? 0));
  return signature?.kind ?? describeText(Buffer.from(start).toString('utf8'));
}

function describeText(text: string): string {
  const begin = text.replace(/^\uFEFF/, '').trimStart();
  // Control characters other than white space do not occur in text.
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0e-\x1f]/.test(begin)) return 'binary data';
  if (/^<(?:!doctype html|html|head|body)\b/i.test(begin)) return 'an HTML page';
  if (begin.startsWith('<')) return 'an XML file';
  if (/^[{[]/.test(begin)) return 'a JSON file';
  if (/^(?:---|%YAML|#|[\w."'-]+:(?:\s|$))/.test(begin)) return 'a YAML file';
  return 'a text file';
}
