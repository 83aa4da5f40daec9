import { createHash } from 'node:crypto';
import type { Abortable } from '../base/abort';
import { once } from '../base/once';
import { packChart } from '../chart/archive/write';
import { loadChartFolder } from '../chart/folder';
import type { ChartFolder } from '../chart/folder';
import type { Descriptor } from '../oci/descriptor';
import type { Digest } from '../oci/digest';
import type { Layout } from '../oci/layout/layout';
import { chartConfig, chartManifest } from './chartManifest';
import { helmChartLayer } from './helmMediaType';
import { savedReference } from './savedReference';

export interface SaveOptions extends Abortable {
  /** Where to save it: `NAME:VERSION` (the default) or `registry/repository[:tag]`. */
  readonly reference?: string | undefined;
  /** Written as the `created` annotation. Left out, the same content has the same digest on every machine and day. */
  readonly created?: Date | undefined;
}

export interface SaveResult {
  readonly reference: string;
  readonly digest: Digest;
  /** Bytes of the chart archive. */
  readonly size: number;
  readonly name: string;
  readonly version: string;
  /** The digest this reference pointed at before, when that was another one. */
  readonly replaced: Digest | undefined;
}

/**
 * Validates and packs a chart folder and puts it into the saved charts. The reference appears only
 * when everything else is stored; a failure or a cancel leaves the saved charts as they were.
 */
export async function saveChart(
  directory: string,
  saved: Layout,
  options: SaveOptions = {},
): Promise<SaveResult> {
  const folder = await loadChartFolder(directory, options);
  const reference = savedReference(folder.metadata, options.reference);
  const before = (await saved.list(options)).find((entry) => entry.reference === reference);
  const { descriptor, archive } = await writeChartArtifact(folder, saved, reference, options);
  const replaced = before?.descriptor.digest;
  return {
    reference,
    digest: descriptor.digest,
    size: archive.size,
    name: folder.metadata.name,
    version: folder.metadata.version,
    replaced: replaced === descriptor.digest ? undefined : replaced,
  };
}

/** The digest a save of this folder would have, without writing anything. */
export async function digestOfChart(
  folder: ChartFolder,
  options: Abortable & { readonly created?: Date | undefined } = {},
): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of packChart(folder, options)) {
    hash.update(chunk);
    size += chunk.length;
  }
  const archive: Descriptor = {
    mediaType: helmChartLayer,
    digest: `sha256:${hash.digest('hex')}`,
    size,
  };
  return chartManifest(folder.metadata, [archive], options.created).descriptor.digest;
}

async function writeChartArtifact(
  folder: ChartFolder,
  saved: Layout,
  reference: string,
  options: SaveOptions,
): Promise<{ descriptor: Descriptor; archive: Descriptor }> {
  return saved.write(async (writer) => {
    const archive = await writer.ingest(helmChartLayer, packChart(folder, options), options);
    const config = chartConfig(folder.metadata);
    await writer.pushBlob(config.descriptor, () => Promise.resolve(once(config.bytes)), options);
    const content = chartManifest(folder.metadata, [archive], options.created);
    await writer.pushManifest(content, reference, options);
    return { descriptor: content.descriptor, archive };
  }, options);
}
