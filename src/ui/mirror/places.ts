import type { MirrorPlaces } from '../../publishing/mirror/origin';
import type { Parts } from '../commands/parts';

/** Registries as they are connected, chart repositories as Helm knows them. */
export async function mirrorPlaces({
  connections,
  dependencySources,
}: Pick<Parts, 'connections' | 'dependencySources'>): Promise<MirrorPlaces> {
  const sources = await dependencySources();
  return {
    registry: (host) => connections.forHost(host).registry,
    chartRepository: (url, options) => sources.chartRepository(url, options),
  };
}
