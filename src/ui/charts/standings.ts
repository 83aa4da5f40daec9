import type { Abortable } from '../../base/abort';
import type { PublishStates } from '../../publishing/publishState';
import type { PublishTarget } from '../../publishing/publishTarget';
import { standingOf, unknownStanding } from '../../publishing/release/standing';
import { askableAt, type AskableParts } from '../editor/askable';
import { validPlaces } from './chartItem';
import type { PlaceStanding } from './placeNode';
import type { SavedStates } from './savedState';
import type { WorkspaceChart } from './workspaceCharts';

export interface StandingParts extends AskableParts {
  readonly publishStates: PublishStates;
}

/**
 * How a chart stands at each place it is published to. Registries are asked only where no dialog can come of it. The
 * chart is packed only where its version is published, and not again before one of its files changes.
 */
export async function standingsOf(
  chart: WorkspaceChart,
  parts: StandingParts,
  states: Pick<SavedStates, 'digest'>,
  options: Abortable,
): Promise<readonly PlaceStanding[]> {
  const places = validPlaces(chart);
  const found: PlaceStanding[] = [];
  // One after the other: the chart is packed for the first, and its digest is known for the next.
  for (const place of places) found.push(await standingAt(place, chart, parts, states, options));
  return found;
}

async function standingAt(
  place: PublishTarget,
  { directory, metadata }: WorkspaceChart,
  parts: StandingParts,
  states: Pick<SavedStates, 'digest'>,
  options: Abortable,
): Promise<PlaceStanding> {
  const connection = askableAt(parts, place.registry);
  if (!connection) {
    const isConnected = parts.connections
      .list()
      .some(({ setting }) => setting.host === place.registry);
    const unasked = isConnected ? 'not opened' : 'not connected';
    return { place, standing: unknownStanding, unasked };
  }
  const version = metadata?.version ?? '';
  const state = await parts.publishStates.of(
    {
      ...{ registry: connection.registry, repository: place.repository, version },
      digest: (own) => states.digest(directory, own),
    },
    options,
  );
  return { place, standing: standingOf(state, version) };
}
