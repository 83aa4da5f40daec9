import { configJson } from '../chart/config';
import type { Metadata } from '../chart/metadata';
import type { Descriptor } from '../oci/descriptor';
import { sha256 } from '../oci/digest';
import { encodeManifest } from '../oci/manifest';
import type { ManifestContent } from '../oci/store';
import { chartAnnotations } from './annotations';
import { helmConfig } from './helmMediaType';

/** The config blob that Helm makes of a chart's metadata. */
export function chartConfig(metadata: Metadata): ManifestContent {
  const bytes = Buffer.from(configJson(metadata));
  return {
    descriptor: { mediaType: helmConfig, digest: sha256(bytes), size: bytes.length },
    bytes,
  };
}

/**
 * The manifest that Helm makes of a chart: its layers in the order of their digests (helm
 * `pkg/registry/client.go`, Push), so that the provenance may come first.
 */
export function chartManifest(
  metadata: Metadata,
  layers: readonly Descriptor[],
  created: Date | undefined,
): ManifestContent {
  return encodeManifest({
    schemaVersion: 2,
    config: chartConfig(metadata).descriptor,
    layers: layers.toSorted((a, b) => (a.digest < b.digest ? -1 : 1)),
    annotations: chartAnnotations(metadata, created),
  });
}
