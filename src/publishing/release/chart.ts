import type { Dependency } from '../../chart/metadata';
import type { PublishTarget } from '../publishTarget';

/** A chart of the workspace, as far as a release has to know it. */
export interface ReleaseChart {
  /** Its folder. */
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly Dependency[];
  /** Where it is published, the place of a push first. */
  readonly places: readonly PublishTarget[];
}
