import {
  createChartRepository,
  type ChartRepository,
  type ChartRepositoryAccess,
  type ChartRepositoryOptions,
} from './chartRepository';

export interface ClientsOptions extends Omit<ChartRepositoryOptions, 'url' | 'access' | 'login'> {
  /** A login typed for a repository. */
  readonly login: (
    url: string,
  ) => Promise<{ readonly username: string; readonly password: string } | undefined>;
}

/** Makes the clients of chart repositories: one for each, so that the limits of a host hold. */
export function chartRepositoryClients(
  options: ClientsOptions,
): (url: string, access: ChartRepositoryAccess) => ChartRepository {
  const clients = new Map<string, ChartRepository>();
  return (url, access) => {
    const key = JSON.stringify([url, access]);
    const client =
      clients.get(key) ??
      createChartRepository({ ...options, url, access, login: () => options.login(url) });
    clients.set(key, client);
    return client;
  };
}
