import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { once } from '../base/once';
import { systemErrorCode } from '../base/systemError';
import { readChartMetadata } from '../chart/archive/read';
import type { Descriptor } from '../oci/descriptor';
import type { Layout } from '../oci/layout/layout';
import type { LayoutWriter } from '../oci/layout/write';
import { chartConfig, chartManifest } from './chartManifest';
import { helmChartLayer, helmProvenanceLayer } from './helmMediaType';
import type { SaveOptions, SaveResult } from './save';
import { savedReference } from './savedReference';

/** A signed Chart.yaml and a few checksums. */
const provenanceLimit = 1024 * 1024;

/**
 * Puts a chart archive, such as one of `helm package`, into the saved charts as it is, byte for byte, and the
 * `.prov` beside it as Helm does (pkg/pusher/ocipusher.go).
 *
 * @throws ChartroomError `file.not-found`, `chart.archive-invalid`, `chart.metadata-invalid`, `provenance.too-large`
 */
export async function saveArchive(
  file: string,
  saved: Layout,
  options: SaveOptions = {},
): Promise<SaveResult & { readonly hasProvenance: boolean }> {
  const size = await sizeOf(file);
  if (size === undefined) throw notFound(file);
  const metadata = await readChartMetadata(createReadStream(file), options);
  const reference = savedReference(metadata, options.reference);
  const before = (await saved.list(options)).find((entry) => entry.reference === reference);
  const { digest, hasProvenance } = await saved.write(async (writer) => {
    const archive = await ingest(writer, helmChartLayer, file, options);
    const provenance = await ingestProvenance(writer, `${file}.prov`, options);
    const config = chartConfig(metadata);
    await writer.pushBlob(config.descriptor, () => Promise.resolve(once(config.bytes)), options);
    const layers = [archive, ...(provenance ? [provenance] : [])];
    const content = chartManifest(metadata, layers, options.created);
    await writer.pushManifest(content, reference, options);
    return { digest: content.descriptor.digest, hasProvenance: provenance !== undefined };
  }, options);
  const replaced = before?.descriptor.digest;
  return {
    ...{ reference, digest, size, hasProvenance },
    name: metadata.name,
    version: metadata.version,
    replaced: replaced === digest ? undefined : replaced,
  };
}

async function ingestProvenance(
  writer: LayoutWriter,
  file: string,
  options: Abortable,
): Promise<Descriptor | undefined> {
  const size = await sizeOf(file);
  if (size === undefined) return undefined;
  if (size > provenanceLimit) {
    throw new ChartroomError({
      code: 'provenance.too-large',
      template: '{file} has {size} bytes, more than the {limit} that a provenance can need',
      facts: { file, size, limit: provenanceLimit },
    });
  }
  return ingest(writer, helmProvenanceLayer, file, options);
}

function ingest(
  writer: LayoutWriter,
  mediaType: string,
  file: string,
  options: Abortable,
): Promise<Descriptor> {
  return writer.ingest(mediaType, createReadStream(file), options);
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function notFound(file: string): ChartroomError {
  return new ChartroomError({
    code: 'file.not-found',
    template: 'There is no file {file}',
    facts: { file },
  });
}
