import type { Abortable } from '../base/abort';
import { unpackChart } from '../chart/archive/unpack';
import type { Metadata } from '../chart/metadata';
import type { Source } from '../oci/store';
import { readChartArtifact } from './chartArtifact';

export interface ExportOptions extends Abortable {
  /** Put the chart in the place of a folder that is there. Without it an existing folder is an error, `chart.folder-exists`. */
  readonly replace?: boolean | undefined;
}

export interface ExportResult {
  /** The folder that holds Chart.yaml. */
  readonly directory: string;
  readonly metadata: Metadata;
}

/**
 * Unpacks a chart to `parent/<chart name>`, straight from the store: the folder appears when the
 * last byte has been read and its digest was right.
 */
export async function exportChart(
  source: Source,
  reference: string,
  parent: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  const { archive } = await readChartArtifact(source, reference, options);
  return unpackChart(await source.blob(archive, options), parent, {
    signal: options.signal,
    replace: options.replace ?? false,
  });
}
