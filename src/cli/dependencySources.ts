import { readHelmRepositories } from '../chart/readHelmRepositories';
import {
  createDependencySources,
  type DependencySources,
} from '../publishing/dependencies/sources';
import { chartRepositoryClients } from '../registries/chartRepository/clients';
import { createIndexCache } from '../registries/chartRepository/indexCache';
import { helmRepositoriesPath } from '../registries/credentials/helm';
import { openFetch } from './network/openFetch';
import { cacheFolder } from './savedFolder';
import type { Session } from './session';

/** Registries with the logins of this machine, chart repositories as Helm knows them. */
export async function dependencySources(session: Session): Promise<DependencySources> {
  const { surroundings } = session;
  const registries = await session.registries();
  // The settings of the network are the same for all hosts.
  const { fetch, log, userAgent, onWait } = registries.clientOptions('');
  const chartRepository = chartRepositoryClients({
    ...{ fetch, log, userAgent, onWait },
    cache: createIndexCache(cacheFolder(surroundings)),
    login: () => Promise.resolve(undefined),
    tlsFetch: ({ caFile, certFile, keyFile, insecureSkipTlsVerify: insecure }) =>
      openFetch(surroundings, { caFile, certFile, keyFile, insecure }),
  });
  return createDependencySources({
    registry: (host) => registries.at(host),
    helmRepositories: (options) =>
      readHelmRepositories(helmRepositoriesPath(surroundings), options),
    chartRepository,
  });
}
