import type { AddedJob } from '../../publishing/generate/addGitlabJob';
import type { DependencyEntry } from '../../publishing/generate/dependencyEntry';
import type { WorkspaceChart } from '../charts/workspaceCharts';

/** A text, and where it could go. */
export interface Generated {
  readonly text: string;
  /** A language of VS Code, as far as it has it. */
  readonly language: string;
  /** Files of the workspace it could go into. */
  readonly places: readonly Place[];
}

export type Place =
  /** A file of its own. */
  | {
      readonly kind: 'file';
      /** The folder that the path is in: the top of a repository. */
      readonly root: string;
      /** With forward slashes. */
      readonly path: string;
      /** Whether tools look there: else a person may have another place in mind. */
      readonly fixed: boolean;
    }
  | { readonly kind: 'job'; readonly root: string; readonly path: string; readonly job: AddedJob }
  | {
      readonly kind: 'dependency';
      readonly chart: WorkspaceChart;
      readonly entry: DependencyEntry;
    };
