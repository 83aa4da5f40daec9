import { hasCode } from '../../base/error';
import type { Page } from '../../base/page';
import type { Host } from '../../oci/distribution/host';
import type { ListOptions } from '../../oci/store';
import { noCatalog } from '../noCatalog';
import type { RepositoryEntry } from '../registry';
import { selectRepositories, type Selection } from '../selection';

/** What a host is asked for here. */
export type Catalog = Pick<Host, 'host' | 'ping' | 'repositories'>;

/**
 * What is named by hand, then what the host's catalog lists besides. Many hosts have no catalog, or
 * keep it to administrators: then what is named by hand is all.
 * @throws ChartroomError `registry.no-catalog` when there is neither
 */
export function listRepositories(
  host: Catalog,
  selection: Selection,
  options: ListOptions,
): AsyncGenerator<Page<RepositoryEntry>> {
  return selectRepositories(entries(host.repositories(options)), selection, {
    host: host.host,
    listsNothing: (error) => meansNoCatalog(error, host, options),
    problem: (error) => noCatalog(host.host, error),
  });
}

async function* entries(pages: AsyncIterable<Page<string>>): AsyncGenerator<Page<RepositoryEntry>> {
  for await (const { items, more } of pages) yield { items: items.map((name) => ({ name })), more };
}

const refusals = ['oci.denied', 'oci.not-found', 'oci.unsupported'];

/**
 * Docker Hub answers the catalog with 401 to everybody. Whether a 401 means that or a login that is
 * missing shows in `GET /v2/`, which takes the same login.
 */
async function meansNoCatalog(
  error: unknown,
  host: Catalog,
  options: ListOptions,
): Promise<boolean> {
  if (refusals.some((code) => hasCode(error, code))) return true;
  if (!hasCode(error, 'oci.unauthorized')) return false;
  await host.ping(options);
  return true;
}
