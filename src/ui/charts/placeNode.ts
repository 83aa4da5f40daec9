import { ChartroomError } from '../../base/error';
import { publishReference, type PublishTarget } from '../../publishing/publishTarget';
import type { Standing } from '../../publishing/release/standing';
import type { WorkspaceChart } from './workspaceCharts';

/** How a chart stands at one of the places it is published to. */
export interface PlaceStanding {
  readonly place: PublishTarget;
  readonly standing: Standing;
  /** Why nobody was asked, where that is so. */
  readonly unasked?: 'not connected' | 'not opened' | undefined;
}

/** A place a chart is published to, or what is wrong with a value of the setting. */
export interface PlaceNode {
  readonly type: 'place';
  readonly chart: WorkspaceChart;
  readonly id: string;
  readonly place: PublishTarget | ChartroomError;
  /** Undefined until it is looked up. */
  readonly found: PlaceStanding | undefined;
}

export function isPlaceRow(value: unknown): value is PlaceNode {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'place';
}

/** `host/repository:tag` of the version in the workspace; undefined where the setting names no place. */
export function placeReference({ place, chart }: PlaceNode): string | undefined {
  if (place instanceof ChartroomError) return undefined;
  return publishReference(place, chart.metadata?.version ?? '');
}
