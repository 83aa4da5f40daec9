import { createHash } from 'node:crypto';

/** `algorithm:encoded`, as the OCI image-spec defines it ("Digests" in descriptor.md). */
export type Digest = `${'sha256' | 'sha512'}:${string}`;

const grammar = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

export function isDigest(text: string): text is Digest {
  return grammar.test(text);
}

export function sha256(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The first 7 hex digits, as `helm chart list` showed them: enough to compare by eye. */
export function shortDigest(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1).slice(0, 7);
}
