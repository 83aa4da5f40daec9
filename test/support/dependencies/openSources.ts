import { silentLog } from '../../../src/base/log';
import type { HelmRepository } from '../../../src/chart/helmRepositories';
import {
  createDependencySources,
  type DependencySources,
  type DependencySourcesOptions,
} from '../../../src/publishing/dependencies/sources';
import {
  createChartRepository,
  type ChartRepositoryOptions,
} from '../../../src/registries/chartRepository/chartRepository';
import type { CachedIndex, IndexCache } from '../../../src/registries/chartRepository/indexCache';
import { openRegistry } from '../openRegistry';

export interface OpenSourcesOptions extends Partial<DependencySourcesOptions> {
  readonly repositories?: readonly HelmRepository[];
  readonly client?: Partial<ChartRepositoryOptions>;
}

/** The sources of dependencies, without logins and quiet, unless told otherwise. Retries do not wait. */
export function openSources(options: OpenSourcesOptions = {}): DependencySources {
  const cache = options.client?.cache ?? inMemory();
  return createDependencySources({
    registry: (host) => openRegistry(host),
    helmRepositories: () => Promise.resolve(options.repositories ?? []),
    chartRepository: (url, access) =>
      createChartRepository({
        login: () => Promise.resolve(undefined),
        fetch,
        log: silentLog,
        userAgent: 'chartroom-test',
        sleep: () => Promise.resolve(),
        ...options.client,
        url,
        access,
        cache,
      }),
    ...options,
  });
}

export function inMemory(): IndexCache {
  const kept = new Map<string, CachedIndex>();
  return {
    read: (url) => Promise.resolve(kept.get(url)),
    write: (url, index) => {
      kept.set(url, index);
      return Promise.resolve();
    },
  };
}
