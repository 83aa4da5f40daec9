import { publishTarget } from '../publishTarget';
import { everyChart, isGlob, type ChartSelection } from './mirror';

/** The repository that a chart goes to. */
export interface MirrorTarget {
  /** `host[:port]` */
  readonly registry: string;
  readonly repository: string;
}

/**
 * Where a chart goes.
 *
 * @param name of the chart, or its path below the parent it comes from
 * @throws ChartroomError `publish.target-invalid`
 */
export function targetOf(
  { target, prefix }: Pick<ChartSelection, 'target' | 'prefix'>,
  name: string,
): MirrorTarget {
  const { registry, repository } = publishTarget(target, `${prefix}${name}`);
  return { registry, repository };
}

/** True for a name that stands for one chart, whatever the source has. */
export function isOneChart(name: string): boolean {
  return name !== everyChart && !isGlob(name);
}
