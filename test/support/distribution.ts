import { silentLog } from '../../src/base/log';
import type { Digest } from '../../src/oci/digest';
import { sha256 } from '../../src/oci/digest';
import type { Descriptor } from '../../src/oci/descriptor';
import type { Credential, CredentialSource } from '../../src/oci/distribution/credential';
import { createHost, type Host, type HostOptions } from '../../src/oci/distribution/host';
import { encodeManifest } from '../../src/oci/manifest';
import { ociManifest } from '../../src/oci/mediaType';
import type { BlobContent, ManifestContent, Target } from '../../src/oci/store';

/** A host whose pauses between retries take no time, and that logs nothing, unless told otherwise. */
export function openHost(host: string, options: Partial<HostOptions> = {}): Host {
  return createHost({
    host,
    credentials: anonymous,
    fetch,
    log: silentLog,
    userAgent: 'chartroom-test',
    sleep: (_ms, signal) => {
      signal?.throwIfAborted();
      return Promise.resolve();
    },
    ...options,
  });
}

export const anonymous: CredentialSource = { get: () => Promise.resolve(undefined) };

export function always(credential: Credential): CredentialSource {
  return { get: () => Promise.resolve(credential) };
}

export function password(username: string, secret: string): CredentialSource {
  return always({ kind: 'basic', username, password: secret });
}

export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  readonly open: () => Promise<BlobContent>;
}

/** A blob of that content, given in pieces of 64 KiB. */
export function blobOf(content: string | Uint8Array, mediaType = 'application/octet-stream'): Blob {
  const bytes = Buffer.from(content);
  return {
    descriptor: { mediaType, digest: sha256(bytes), size: bytes.length },
    bytes,
    open: () => Promise.resolve(pieces(bytes)),
  };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 65_536) {
    yield await Promise.resolve(bytes.subarray(start, start + 65_536));
  }
}

export async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Everything a listing gives, page by page. */
export async function pagesOf(
  listing: AsyncIterable<{ readonly items: readonly string[] }>,
): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of listing) pages.push([...page.items]);
  return pages;
}

export function manifestOf(config: Blob, ...layers: readonly Blob[]): ManifestContent {
  return encodeManifest({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
  });
}

/** Stores an artifact of one config and one layer under a tag, and returns its digest. */
export async function pushArtifact(
  repository: Target,
  tag: string,
  layer = blobOf(`layer of ${tag}`),
): Promise<Digest> {
  const config = blobOf(`{"version":"${tag}"}`, 'application/vnd.example.config.v1+json');
  for (const blob of [config, layer]) await repository.pushBlob(blob.descriptor, blob.open);
  const manifest = manifestOf(config, layer);
  await repository.pushManifest(manifest, tag);
  return manifest.descriptor.digest;
}
