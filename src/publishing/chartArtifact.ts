import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { parseConfig } from '../chart/config';
import type { Metadata } from '../chart/metadata';
import type { Descriptor } from '../oci/descriptor';
import { isIndexType } from '../oci/mediaType';
import { parseIndex, parseManifest } from '../oci/manifest';
import type { Manifest } from '../oci/manifest';
import type { ManifestContent, Source } from '../oci/store';
import { helmConfig, helmProvenanceLayer, isChartLayer } from './helmMediaType';

/** A chart found in a store: its manifest, what its config says, and where its bytes are. */
export interface ChartArtifact {
  readonly content: ManifestContent;
  readonly manifest: Manifest;
  readonly metadata: Metadata;
  readonly archive: Descriptor;
  readonly provenance: Descriptor | undefined;
}

/** A config blob is a Chart.yaml as JSON; nothing honest comes near this. */
const configLimit = 1024 * 1024;

/**
 * Reads what `reference` names as a chart: a manifest with Helm's config, layers in any order,
 * today's layer type or the legacy one, or an image index that holds exactly one chart.
 *
 * @throws ChartroomError `artifact.not-a-chart`, `artifact.ambiguous`, and what the store throws
 */
export async function readChartArtifact(
  source: Source,
  reference: string,
  options: Abortable = {},
): Promise<ChartArtifact> {
  const found = await source.manifest(reference, options);
  const content = await chartManifestIn(source, reference, found, options);
  const manifest = parseManifest(content);
  const archive = manifest.layers.find((layer) => isChartLayer(layer.mediaType));
  if (!archive) {
    throw notAChart(source, reference, 'its manifest has no chart layer');
  }
  return {
    content,
    manifest,
    metadata: await readConfig(source, manifest.config, options),
    archive,
    provenance: manifest.layers.find((layer) => layer.mediaType === helmProvenanceLayer),
  };
}

/**
 * The manifest of the chart: the one `reference` names, or the one chart in the index that it names.
 *
 * @throws ChartroomError `artifact.not-a-chart`, `artifact.ambiguous`, and what the store throws
 */
export async function chartManifestIn(
  source: Source,
  reference: string,
  content: ManifestContent,
  options: Abortable,
): Promise<ManifestContent> {
  if (!isIndexType(content.descriptor.mediaType)) {
    const { config } = parseManifest(content);
    if (config.mediaType === helmConfig) return content;
    throw notAChart(source, reference, `it is of type ${config.mediaType}`);
  }
  const charts: ManifestContent[] = [];
  for (const child of parseIndex(content).manifests) {
    if (isIndexType(child.mediaType)) continue;
    const candidate = await source.manifest(child.digest, options);
    if (parseManifest(candidate).config.mediaType === helmConfig) charts.push(candidate);
  }
  const [chart, ...others] = charts;
  if (!chart) throw notAChart(source, reference, 'it is an image index without a chart');
  if (others.length > 0) {
    throw new ChartroomError({
      code: 'artifact.ambiguous',
      template:
        '{reference} in {location} is an image index with {count} charts; ask for one of them by its digest: {digests}',
      facts: {
        reference,
        location: source.location,
        count: charts.length,
        digests: charts.map(({ descriptor }) => descriptor.digest).join(', '),
      },
    });
  }
  return chart;
}

async function readConfig(
  source: Source,
  descriptor: Descriptor,
  options: Abortable,
): Promise<Metadata> {
  if (descriptor.size > configLimit) {
    throw new ChartroomError({
      code: 'artifact.config-invalid',
      template:
        'The chart config {digest} in {location} has {size} bytes, more than the {limit} a chart can need',
      facts: {
        digest: descriptor.digest,
        location: source.location,
        size: descriptor.size,
        limit: configLimit,
      },
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of await source.blob(descriptor, options)) chunks.push(chunk);
  return parseConfig(Buffer.concat(chunks).toString('utf8'));
}

function notAChart(source: Source, reference: string, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'artifact.not-a-chart',
    template: '{reference} in {location} is not a Helm chart: {reason}',
    facts: { reference, location: source.location, reason },
  });
}
