import { Buffer } from 'node:buffer';
import { hasCode } from '../../base/error';
import type { HttpResponse } from './message';

/** Caps on what is read into memory, in bytes. */
export const tokenLimit = 128 * 1024;
export const errorBodyLimit = 64 * 1024;
export const metadataLimit = 4 * 1024 * 1024;

export interface BodyBytes {
  readonly bytes: Uint8Array;
  /** True when the body was longer than the limit; `bytes` is then its beginning. */
  readonly truncated: boolean;
}

/** Reads a body, but never keeps more than `limit` bytes of it; what is longer is cut off and the connection given up. */
export async function readBody(response: HttpResponse, limit: number): Promise<BodyBytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, limit), truncated: size > limit };
}

/**
 * Gets a body nobody wants out of the way. Reading a short one to its end keeps the connection
 * usable for the next request; cancelling would close it.
 */
export async function discardBody(response: HttpResponse): Promise<void> {
  try {
    await readBody(response, errorBodyLimit);
  } catch (error) {
    // What was not wanted cannot be missed; the next request finds out for itself.
    if (!hasCode(error, 'oci.unreachable')) throw error;
  }
}
