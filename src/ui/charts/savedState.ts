import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChartroomError } from '../../base/error';
import type { Abortable } from '../../base/abort';
import { loadChartFolder } from '../../chart/folder';
import type { ChartFolder } from '../../chart/folder';
import { digestOfChart } from '../../publishing/save';
import type { SavedChart } from '../../publishing/savedCharts';
import type { Digest } from '../../oci/digest';
import type { WorkspaceChart } from './workspaceCharts';

/** Whether what is in a chart's folder is among the saved charts. */
export type SavedState =
  | { readonly is: 'saved'; readonly reference: string }
  | { readonly is: 'changed'; readonly reference: string }
  | { readonly is: 'unsaved' }
  | { readonly is: 'broken'; readonly problem: ChartroomError };

/** Tells the saved state of charts and remembers digests for as long as no file of the chart changes. */
export interface SavedStates {
  of(chart: WorkspaceChart, saved: readonly SavedChart[], options?: Abortable): Promise<SavedState>;
  /** The digest that a save of what is in a folder has. @throws ChartroomError as `loadChartFolder` */
  digest(directory: string, options?: Abortable): Promise<Digest>;
}

export function createSavedStates(): SavedStates {
  const digests = new Map<string, { stamp: string; digest: Digest }>();
  const digestOf = async (folder: ChartFolder, options: Abortable): Promise<Digest> => {
    const stamp = await stampOf(folder);
    const known = digests.get(folder.directory);
    if (known?.stamp === stamp) return known.digest;
    const digest = await digestOfChart(folder, options);
    digests.set(folder.directory, { stamp, digest });
    return digest;
  };
  return {
    digest: async (directory, options = {}) =>
      digestOf(await loadChartFolder(directory, options), options),
    of: async (chart, saved, options = {}) => {
      try {
        const folder = await loadChartFolder(chart.directory, options);
        // Only a save under this name and version can be this content, so most charts are never packed.
        const candidates = saved.filter(
          ({ metadata }) =>
            metadata?.name === folder.metadata.name && metadata.version === folder.metadata.version,
        );
        const [newest] = candidates;
        if (!newest) return { is: 'unsaved' };
        const digest = await digestOf(folder, options);
        const same = candidates.find((candidate) => candidate.digest === digest);
        return same
          ? { is: 'saved', reference: same.reference }
          : { is: 'changed', reference: newest.reference };
      } catch (error) {
        if (!(error instanceof ChartroomError)) throw error;
        return { is: 'broken', problem: error };
      }
    },
  };
}

/** Changes whenever a file of the chart is added, removed or written. */
async function stampOf(folder: ChartFolder): Promise<string> {
  const stamps = await Promise.all(
    folder.files.map(async ({ path, size }) => {
      const { mtimeMs } = await stat(join(folder.directory, path));
      return `${path}:${size}:${mtimeMs}`;
    }),
  );
  return stamps.join('\n');
}
