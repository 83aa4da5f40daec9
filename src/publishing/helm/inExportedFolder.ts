import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../../base/abort';
import type { Source } from '../../oci/store';
import { exportChart, type ExportResult } from '../export';

/**
 * Does some work with the files of a chart in a store, unpacked and checked against its digest. Nothing of them is left after.
 *
 * @param parent a folder for temporary files
 */
export async function inExportedFolder<T>(
  source: Source,
  reference: string,
  parent: string,
  work: (exported: ExportResult) => Promise<T>,
  options: Abortable = {},
): Promise<T> {
  const folder = await mkdtemp(join(parent, 'chartroom-'));
  try {
    return await work(await exportChart(source, reference, folder, options));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
