import { createHash, type Hash } from 'node:crypto';
import { Refusal } from './refusal';

// distribution-spec 1.1, "Pulling manifests", and image-spec, descriptor.md, "Digests".
const nameGrammar =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagGrammar = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const digestGrammar = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

export function isDigest(text: string): boolean {
  return digestGrammar.test(text);
}

export function checkName(name: string): string {
  if (nameGrammar.test(name) && name.length <= 255) return name;
  throw new Refusal(400, 'NAME_INVALID', `"${name}" is not a repository name`);
}

export function checkTag(tag: string): string {
  if (tagGrammar.test(tag)) return tag;
  throw new Refusal(400, 'TAG_INVALID', `"${tag}" is not a tag`);
}

export function checkDigest(digest: string | null): string {
  if (digest !== null && isDigest(digest)) return digest;
  throw new Refusal(400, 'DIGEST_INVALID', `"${digest ?? ''}" is not a digest`);
}

/** The hash that `digest` was made with. */
export function hasherOf(digest: string): Hash {
  return createHash(digest.slice(0, digest.indexOf(':')));
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
