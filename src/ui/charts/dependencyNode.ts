import type { Dependency } from '../../chart/metadata';
import type { FoundChart, ListedDependency } from '../../publishing/dependencies/list';
import type { WorkspaceChart } from './workspaceCharts';

/** What a chart, or a chart that it depends on, depends on. */
export interface DependencyNode {
  readonly type: 'dependency';
  /** The chart of the workspace that it belongs to. */
  readonly chart: WorkspaceChart;
  /** Path of names from the chart down. */
  readonly id: string;
  readonly row: DependencyRow;
}

export type DependencyRow =
  /** Declared in a folder, so it is known whether it is there. */
  | {
      readonly kind: 'listed';
      readonly listed: ListedDependency;
      /** The file that names it. */
      readonly definition: string;
    }
  /** In charts/, but not declared. */
  | { readonly kind: 'undeclared'; readonly found: FoundChart }
  /** Declared in a chart that is an archive. */
  | { readonly kind: 'inArchive'; readonly dependency: Dependency };
