import { packChart } from '../../chart/archive/write';
import { loadChartFolder } from '../../chart/folder';
import type { ChartSource } from './source';

/** A chart folder. It has one version, and is packed as a save would pack it. */
export function folderSource(directory: string, written: string): ChartSource {
  return {
    key: `file://${directory}`,
    repository: written,
    location: directory,
    versions: async (options = {}) => {
      const { metadata } = await loadChartFolder(directory, { ...options, incomplete: true });
      const { version, appVersion, description, deprecated } = metadata;
      return [
        {
          version,
          ...(appVersion !== undefined && { appVersion }),
          ...(description !== undefined && { description }),
          ...(deprecated !== undefined && { deprecated }),
        },
      ];
    },
    archive: async (_, options = {}) => {
      const folder = await loadChartFolder(directory, { ...options, incomplete: true });
      const { name, version } = folder.metadata;
      return { file: `${name}-${version}.tgz`, content: packChart(folder, options) };
    },
  };
}
