import { createHash } from 'node:crypto';
import { ChartroomError } from '../base/error';
import type { Descriptor } from './descriptor';
import type { BlobContent } from './store';

/**
 * Passes a blob through and checks size and digest on the way (image-spec descriptor.md,
 * "Verification"). Nothing past `descriptor.size` is handed on, and the chunk that completes the size
 * is held until the source has ended and the digest is right: a consumer that has received all the
 * bytes it was promised, and so may commit them, has received the right ones.
 * Holds one chunk at most.
 * @param where names the place in the message, for example `registry.example/charts/app`
 * @throws ChartroomError `oci.digest-mismatch`, from the stream
 */
export async function* verified(
  content: BlobContent,
  descriptor: Descriptor,
  where: string,
): BlobContent {
  const hash = createHash(algorithmOf(descriptor));
  let received = 0;
  let last: Uint8Array | undefined;
  for await (const chunk of content) {
    if (chunk.length === 0) continue;
    received += chunk.length;
    if (received > descriptor.size) throw tooLong(descriptor, where);
    hash.update(chunk);
    if (received < descriptor.size) yield chunk;
    else last = chunk;
  }
  if (received < descriptor.size) throw tooShort(descriptor, where, received);
  checkHash(hash.digest('hex'), descriptor, where);
  if (last) yield last;
}

/** The same for bytes that are in memory already, such as a manifest. @throws ChartroomError `oci.digest-mismatch` */
export function checkBytes(bytes: Uint8Array, descriptor: Descriptor, where: string): void {
  if (bytes.length > descriptor.size) throw tooLong(descriptor, where);
  if (bytes.length < descriptor.size) throw tooShort(descriptor, where, bytes.length);
  const hash = createHash(algorithmOf(descriptor)).update(bytes);
  checkHash(hash.digest('hex'), descriptor, where);
}

function algorithmOf(descriptor: Descriptor): string {
  return descriptor.digest.slice(0, descriptor.digest.indexOf(':'));
}

function checkHash(hex: string, descriptor: Descriptor, where: string): void {
  const actual = `${algorithmOf(descriptor)}:${hex}`;
  if (actual === descriptor.digest) return;
  throw new ChartroomError({
    code: 'oci.digest-mismatch',
    template: 'Content {digest} of {location} is damaged: its digest is {actual}',
    facts: { digest: descriptor.digest, location: where, actual },
  });
}

function tooLong(descriptor: Descriptor, where: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.digest-mismatch',
    template: 'Content {digest} of {location} is damaged: it is longer than {size} bytes',
    facts: { digest: descriptor.digest, location: where, size: descriptor.size },
  });
}

function tooShort(descriptor: Descriptor, where: string, received: number): ChartroomError {
  return new ChartroomError({
    code: 'oci.digest-mismatch',
    template:
      'Content {digest} of {location} is damaged: it ended after {received} of {size} bytes',
    facts: { digest: descriptor.digest, location: where, received, size: descriptor.size },
  });
}
