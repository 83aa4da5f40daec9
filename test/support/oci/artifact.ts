import type { Descriptor } from '../../../src/oci/descriptor';
import { sha256 } from '../../../src/oci/digest';
import { encodeManifest } from '../../../src/oci/manifest';
import { ociIndex } from '../../../src/oci/mediaType';
import type { BlobContent, ManifestContent, Target } from '../../../src/oci/store';

export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

export interface Artifact {
  readonly manifest: ManifestContent;
  readonly config: Blob;
  readonly layers: readonly Blob[];
}

export function blob(content: string | Uint8Array, mediaType = 'application/octet-stream'): Blob {
  const bytes = Buffer.from(content);
  return { descriptor: { mediaType, digest: sha256(bytes), size: bytes.length }, bytes };
}

/** An artifact whose blobs are these texts. */
export function artifact(config: string, ...layers: readonly (string | Uint8Array)[]): Artifact {
  const configBlob = blob(config, 'application/vnd.test.config.v1+json');
  const layerBlobs = layers.map((layer) => blob(layer));
  const manifest = encodeManifest({
    schemaVersion: 2,
    config: configBlob.descriptor,
    layers: layerBlobs.map((layer) => layer.descriptor),
  });
  return { manifest, config: configBlob, layers: layerBlobs };
}

/** An image index of these manifests. */
export function indexOf(...manifests: readonly ManifestContent[]): ManifestContent {
  return document(ociIndex, {
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: manifests.map((manifest) => manifest.descriptor),
  });
}

/** Any JSON as a manifest of that media type. */
export function document(mediaType: string, value: unknown): ManifestContent {
  return blob(JSON.stringify(value), mediaType);
}

/** Pushes blobs and manifest, in the order a client has to. */
export async function push(target: Target, content: Artifact, reference?: string): Promise<void> {
  for (const part of [content.config, ...content.layers]) await pushBlob(target, part);
  await target.pushManifest(content.manifest, reference);
}

export async function pushBlob(target: Target, content: Blob): Promise<void> {
  await target.pushBlob(content.descriptor, () => Promise.resolve(chunks(content.bytes)));
}

export async function* chunks(...parts: readonly (string | Uint8Array)[]): BlobContent {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part));
}

export async function readAll(content: BlobContent): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of content) parts.push(chunk);
  return Buffer.concat(parts);
}
