import type { Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import type { Page } from '../../base/page';
import { ChartroomError, hasCode } from '../../base/error';
import { endpointOf } from '../../oci/distribution/endpoint';
import { createHost, type Host, type HostOptions } from '../../oci/distribution/host';
import type { ListOptions } from '../../oci/store';
import { listRepositories } from '../generic/listRepositories';
import type { Registry, RepositoryEntry } from '../registry';
import { cloudOfHost, publicCloud, registryNameOf, type AzureCloud } from './cloud';
import { loginCredentials, type AcrLogin } from './login';
import { listCatalog } from './catalog';
import { deleteRepository } from './metadata';
import { explainCheck, explainer, type Explain } from './permission';
import { portalUrl, type AcrResource } from './portal';
import { createAcrRepository, explainedPages } from './repository';
import { azureSend } from './send';
import { createSoftDeletion } from './softDeletion';

export interface AcrOptions extends Omit<HostOptions, 'credentials' | 'allowRealm'> {
  readonly id: string;
  readonly label: string;
  readonly login: AcrLogin;
  /** What Resource Manager says of the registry, where it was chosen from there. */
  readonly resource?: AcrResource | undefined;
  /** When not given, that of the login server's name. */
  readonly cloud?: AzureCloud | undefined;
  /** Repositories shown whether the account may list them or not. */
  readonly repositories?: readonly string[] | undefined;
  /** When given, of those the registry lists only the ones at or below these paths are shown. */
  readonly namespaces?: readonly string[] | undefined;
}

/**
 * An Azure Container Registry, by its login server.
 * @throws ChartroomError `oci.host-invalid`
 */
export function createAcrRegistry(options: AcrOptions): Registry {
  const { resource, login, clock = Date.now } = options;
  const cloud = options.cloud ?? cloudOfHost(options.host) ?? publicCloud;
  const credentials = loginCredentials(login, {
    host: options.host,
    endpoint: endpointOf(options.host, options.plainHttp),
    cloud,
    send: azureSend(options),
    clock,
  });
  const host = createHost({ ...options, credentials });
  const name = resource?.name ?? registryNameOf(host.host);
  const explain = explainer({
    ...{ host, credentials, name },
    resourceId: resource?.id,
    mode: resource?.roleMode,
  });
  const shared = { host, explain, deletion: createSoftDeletion(host.client) };

  return {
    id: options.id,
    kind: 'acr',
    host: host.host,
    label: options.label,
    metersReads: false,
    async check(abortable: Abortable = {}) {
      try {
        await host.ping(abortable);
      } catch (error) {
        if (!(error instanceof ChartroomError)) throw error;
        // What the login itself failed with is the reason already.
        if (!hasCode(error, 'oci.')) throw error;
        throw explainCheck(error, host.host, await credentials.get(host.host, abortable));
      }
    },
    repositories: (listOptions = {}) => listAll(host, options, explain, listOptions),
    repository: (repository) => createAcrRepository(repository, shared),
    async deleteRepository(repository, abortable = {}) {
      try {
        await deleteRepository(host.client, repository, abortable);
      } catch (error) {
        throw await explain(error, 'delete', repository, abortable);
      }
    },
    portalUrl: (repository) => Promise.resolve(portalUrl(cloud, resource, repository)),
  };
}

interface Shown {
  readonly repositories?: readonly string[] | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly log: Log;
}

/** Listing is a right of its own; whoever lacks it still has the repositories that are named by hand. */
function listAll(
  host: Host,
  { repositories = [], namespaces = [], log }: Shown,
  explain: Explain,
  options: ListOptions,
): AsyncIterable<Page<RepositoryEntry>> {
  const catalog = {
    host: host.host,
    ping: (abortable?: Abortable) => host.ping(abortable),
    repositories: (listOptions: ListOptions = {}) => listCatalog(host.client, listOptions),
  };
  const pages = listRepositories(catalog, { repositories, namespaces, log }, options);
  return explainedPages(pages, async (error) => {
    if (!hasCode(error, 'registry.no-catalog')) {
      return explain(error, 'catalog', host.host, options);
    }
    const reason = await explain(error.cause, 'catalog', host.host, options);
    return hasCode(reason, 'acr.') ? noCatalog(reason) : error;
  });
}

/** The same for those who ask whether repositories have to be named, with the role that would help. */
function noCatalog(reason: ChartroomError): ChartroomError {
  return new ChartroomError({
    code: reason.code === 'acr.permission-missing' ? 'registry.no-catalog' : reason.code,
    template: reason.template,
    facts: reason.facts,
    ...(reason.remedy && { remedy: reason.remedy }),
    cause: reason,
  });
}
