import type { Abortable } from '../base/abort';
import { hasCode } from '../base/error';
import type { Metadata } from '../chart/metadata';
import type { Digest } from '../oci/digest';
import type { Layout, LayoutEntry } from '../oci/layout/layout';
import { readChartArtifact } from './chartArtifact';

/** A row of the saved charts. What is no chart, or cannot be read, is listed too: it takes up the same disk. */
export interface SavedChart {
  readonly reference: string;
  readonly digest: Digest;
  /** Bytes of the chart archive; of the manifest when it is no chart. */
  readonly size: number;
  readonly saved: Date | undefined;
  readonly metadata: Metadata | undefined;
  /** Why there is no metadata. */
  readonly problem: Error | undefined;
}

/** What a digest holds never changes, so it is read once. */
export type SavedChartCache = Map<Digest, Pick<SavedChart, 'metadata' | 'size'>>;

/** All saved references in order. Reads two small files for each digest not in `cache`, and drops from it what is gone. */
export async function listSavedCharts(
  saved: Layout,
  cache: SavedChartCache,
  options: Abortable = {},
): Promise<SavedChart[]> {
  const entries = await saved.list(options);
  const charts: SavedChart[] = [];
  for (const entry of entries) charts.push(await describe(saved, entry, cache, options));
  const present = new Set(entries.map(({ descriptor }) => descriptor.digest));
  for (const digest of cache.keys()) if (!present.has(digest)) cache.delete(digest);
  return charts;
}

async function describe(
  saved: Layout,
  { reference, descriptor, modified }: LayoutEntry,
  cache: SavedChartCache,
  options: Abortable,
): Promise<SavedChart> {
  const row = { reference, digest: descriptor.digest, saved: modified };
  const known = cache.get(descriptor.digest);
  if (known) return { ...row, ...known, problem: undefined };
  try {
    const { metadata, archive } = await readChartArtifact(saved, descriptor.digest, options);
    const read = { metadata, size: archive.size };
    cache.set(descriptor.digest, read);
    return { ...row, ...read, problem: undefined };
  } catch (error) {
    if (!hasCode(error, 'artifact.') && !hasCode(error, 'oci.') && !hasCode(error, 'chart.')) {
      throw error;
    }
    return { ...row, metadata: undefined, size: descriptor.size, problem: error };
  }
}
