import { configJson } from '../chart/config';
import type { Metadata } from '../chart/metadata';
import type { Descriptor } from '../oci/descriptor';
import { sha256 } from '../oci/digest';
import { encodeManifest } from '../oci/manifest';
import type { ManifestContent } from '../oci/store';
import { chartAnnotations } from './annotations';
import { helmConfig } from './helmMediaType';

/** The manifest of a chart, as Helm writes it for these layers. */
export function chartManifest(
  metadata: Metadata,
  layers: readonly Descriptor[],
  created: Date | undefined,
): ManifestContent {
  return encodeManifest({
    schemaVersion: 2,
    config: chartConfig(metadata).descriptor,
    layers,
    annotations: chartAnnotations(metadata, created),
  });
}

/** The config blob: the metadata as JSON. */
export function chartConfig(metadata: Metadata): { descriptor: Descriptor; bytes: Uint8Array } {
  const bytes = Buffer.from(configJson(metadata));
  return {
    descriptor: { mediaType: helmConfig, digest: sha256(bytes), size: bytes.length },
    bytes,
  };
}
