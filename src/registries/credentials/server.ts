import { isDockerHub } from '../dockerHub';

/** What Docker's login is kept under (docker/cli, registry.IndexServer). */
const dockerHubServer = 'https://index.docker.io/v1/';

/** What credential helpers and configuration files know a registry host as. */
export function serverOf(host: string): string {
  return isDockerHub(host) ? dockerHubServer : host;
}

/**
 * The entry of a host. Keys may carry a scheme and a path, as older programs wrote them; they are
 * compared by host and port, and one that is exactly the server goes before such.
 */
export function entryOf<T>(
  entries: ReadonlyMap<string, T>,
  host: string,
): { readonly server: string; readonly value: T } | undefined {
  const exact = entries.get(serverOf(host));
  if (exact !== undefined) return { server: serverOf(host), value: exact };
  for (const [server, value] of entries) {
    if (serverOf(hostIn(server)) === serverOf(hostIn(host))) return { server, value };
  }
  return undefined;
}

function hostIn(server: string): string {
  return server
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
}
