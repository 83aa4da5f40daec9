import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Descriptor } from '../../oci/descriptor';
import { parseManifest, type Manifest } from '../../oci/manifest';
import { isIndexType } from '../../oci/mediaType';
import type { ManifestContent, Source } from '../../oci/store';
import { kindOfManifest } from '../artifactKind';
import { chartManifestIn } from '../chartArtifact';
import { helmProvenanceLayer, isChartLayer } from '../helmMediaType';

/** The folder of the files of a chart, beside the documents of its artifact. */
export const chartFolder = 'chart';
export const manifestFile = 'manifest.json';
export const configFile = 'config.json';
/** Named as Helm names the file beside the archive. */
const provenanceFile = 'chart.tgz.prov';

/** What an artifact shows as files, told by its manifest alone. */
export interface ArtifactFiles {
  /** As it was asked for: of an index that holds a chart, the index. */
  readonly manifest: ManifestContent;
  /** The blobs that are shown, by the names of their files. */
  readonly documents: ReadonlyMap<string, Descriptor>;
  /** The archive of a chart. */
  readonly archive: Descriptor | undefined;
}

/**
 * What `reference` names as files: a chart, a signature, or whatever else it is. Layers of what is no
 * chart are files too, except those of container images, which nobody reads.
 *
 * @throws ChartroomError `artifact.ambiguous`, and what the store throws
 */
export async function readArtifactFiles(
  source: Source,
  reference: string,
  options: Abortable,
): Promise<ArtifactFiles> {
  const content = await source.manifest(reference, options);
  const chart = await chartIn(source, reference, content, options);
  if (chart) {
    const archive = chart.layers.find(({ mediaType }) => isChartLayer(mediaType));
    const provenance = chart.layers.find(({ mediaType }) => mediaType === helmProvenanceLayer);
    const documents = new Map([[configFile, chart.config]]);
    if (provenance) documents.set(provenanceFile, provenance);
    return { manifest: content, documents, archive };
  }
  const isIndex = isIndexType(content.descriptor.mediaType);
  const documents = isIndex ? new Map<string, Descriptor>() : documentsOf(parseManifest(content));
  return { manifest: content, documents, archive: undefined };
}

async function chartIn(
  source: Source,
  reference: string,
  content: ManifestContent,
  options: Abortable,
): Promise<Manifest | undefined> {
  try {
    return parseManifest(await chartManifestIn(source, reference, content, options));
  } catch (error) {
    if (hasCode(error, 'artifact.not-a-chart')) return undefined;
    throw error;
  }
}

function documentsOf(manifest: Manifest): Map<string, Descriptor> {
  const { config, layers } = manifest;
  const documents = new Map<string, Descriptor>();
  if (/[+/]json$/.test(config.mediaType) && !isEmptyConfig(config)) {
    documents.set(configFile, config);
  }
  if (kindOfManifest(manifest) === 'image') return documents;
  for (const [at, layer] of layers.entries()) {
    const name = titleOf(layer);
    const isFree = name !== undefined && name !== manifestFile && !documents.has(name);
    documents.set(isFree ? name : `layer-${at + 1}${extensionOf(layer.mediaType)}`, layer);
  }
  return documents;
}

/** image-spec manifest.md, "Guidance for an Empty Descriptor". */
function isEmptyConfig({ mediaType }: Descriptor): boolean {
  return mediaType === 'application/vnd.oci.empty.v1+json';
}

/** The name of the file that oras made the layer of, where it is the name of a file and nothing more. */
function titleOf({ annotations }: Descriptor): string | undefined {
  const title = annotations?.['org.opencontainers.image.title'] ?? '';
  return /^[^/\\\p{C}]{1,200}$/u.test(title) && !/^\.*$/.test(title) ? title : undefined;
}

function extensionOf(mediaType: string): string {
  if (/[+/]json$/.test(mediaType)) return '.json';
  if (/[+/]xml$/.test(mediaType)) return '.xml';
  return mediaType.startsWith('text/') ? '.txt' : '';
}
