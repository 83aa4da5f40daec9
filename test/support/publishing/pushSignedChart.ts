import type { Digest } from '../../../src/oci/digest';
import { encodeManifest } from '../../../src/oci/manifest';
import { ociManifest } from '../../../src/oci/mediaType';
import {
  helmChartLayer,
  helmConfig,
  helmProvenanceLayer,
} from '../../../src/publishing/helmMediaType';
import type { Repository } from '../../../src/registries/registry';
import { signedChart } from '../charts/signedChart';
import { blobOf } from '../distribution';

/** Publishes the signed chart with its provenance, as `helm push` does, under a tag of its version. */
export async function pushSignedChart(target: Repository): Promise<Digest> {
  const { name, version, archive, provenance } = signedChart;
  const config = blobOf(JSON.stringify({ apiVersion: 'v2', name, version }), helmConfig);
  const layers = [blobOf(archive, helmChartLayer), blobOf(provenance, helmProvenanceLayer)];
  for (const blob of [config, ...layers]) await target.pushBlob(blob.descriptor, blob.open);
  const manifest = encodeManifest({
    ...{ schemaVersion: 2, mediaType: ociManifest },
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
  });
  await target.pushManifest(manifest, version);
  return manifest.descriptor.digest;
}
