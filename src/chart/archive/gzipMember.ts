import { gzipSync } from 'fflate';

/**
 * Bytes compressed in one go. Measured: such a step takes 6 to 11 ms, and most charts are one step.
 * It is part of the format: another size gives other bytes.
 */
export const memberSize = 262_144;

/**
 * Nothing here may differ between two machines: a fixed level and table size (fflate would choose
 * the latter by input length), no time in the header. fflate is pinned by version in package.json
 * because its output is part of every digest; node:zlib is not used, its output depends on the build.
 */
const settings = { level: 6, mem: 4, mtime: 0 } as const;

/** One gzip member (RFC 1952, section 2.2) of at most `memberSize` bytes. */
export function gzipMember(part: Uint8Array): Uint8Array {
  return gzipSync(part, settings);
}
