import type { MirrorPlaces } from '../../../src/publishing/mirror/origin';
import { openSources, type OpenSourcesOptions } from '../dependencies/openSources';
import { openRegistry } from '../openRegistry';

/** Places without logins and quiet; retries do not wait. One client of each registry, so that the limits of a host hold. */
export function mirrorPlaces(options: OpenSourcesOptions = {}): MirrorPlaces {
  const clients = new Map<string, ReturnType<typeof openRegistry>>();
  const registry = (host: string): ReturnType<typeof openRegistry> => {
    const client = clients.get(host) ?? openRegistry(host);
    clients.set(host, client);
    return client;
  };
  const sources = openSources({ registry, ...options });
  return {
    registry: options.registry ?? registry,
    chartRepository: (url, abortable) => sources.chartRepository(url, abortable),
  };
}
