import { silentLog } from '../../src/base/log';
import { createGenericRegistry, type GenericOptions } from '../../src/registries/generic/generic';
import type { Registry } from '../../src/registries/registry';
import { anonymous } from './distribution';

/** The client of a registry, without a login and quiet, unless told otherwise. Retries do not wait. */
export function openRegistry(host: string, options: Partial<GenericOptions> = {}): Registry {
  return createGenericRegistry({
    id: host,
    label: host,
    host,
    credentials: anonymous,
    fetch,
    log: silentLog,
    userAgent: 'chartroom-test',
    sleep: () => Promise.resolve(),
    ...options,
  });
}
