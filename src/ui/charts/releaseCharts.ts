import { readDefinition } from '../../chart/readDefinition';
import { ChartroomError } from '../../base/error';
import type { Abortable } from '../../base/abort';
import type { ReleaseChart } from '../../publishing/release/chart';
import { validPlaces } from './chartItem';
import { readPublishSetting } from './publishTargets';
import type { WorkspaceChart } from './workspaceCharts';

/** Charts of the workspace, as a release has to know them; one that cannot be read has a reason in its place. */
export interface ReleaseCharts {
  readonly charts: readonly ReleaseChart[];
  readonly problems: ReadonlyMap<WorkspaceChart, ChartroomError>;
}

export async function readReleaseCharts(
  workspace: readonly WorkspaceChart[],
  options: Abortable,
): Promise<ReleaseCharts> {
  const charts: ReleaseChart[] = [];
  const problems = new Map<WorkspaceChart, ChartroomError>();
  const setting = readPublishSetting();
  for (const chart of workspace) {
    const { directory } = chart;
    try {
      const { metadata } = await readDefinition(directory, options);
      const { name, version, dependencies = [] } = metadata;
      charts.push({ directory, name, version, dependencies, places: validPlaces(chart, setting) });
    } catch (error) {
      if (!(error instanceof ChartroomError)) throw error;
      problems.set(chart, error);
    }
  }
  return { charts, problems };
}
