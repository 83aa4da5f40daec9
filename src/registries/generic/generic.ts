import type { Page } from '../../base/page';
import { createHost, type Host, type HostOptions } from '../../oci/distribution/host';
import type { RemoteRepository } from '../../oci/distribution/repository';
import type { ListOptions } from '../../oci/store';
import { isDockerHub } from '../dockerHub';
import type { Registry, Repository, VersionEntry } from '../registry';
import { listRepositories } from './listRepositories';

export interface GenericOptions extends HostOptions {
  readonly id: string;
  readonly label: string;
  /** Repositories shown whether the host lists them or not. */
  readonly repositories?: readonly string[] | undefined;
  /** When given, of those the host lists only the ones at or below these paths are shown. */
  readonly namespaces?: readonly string[] | undefined;
}

/**
 * Any host that speaks the distribution-spec and nothing more.
 * @throws ChartroomError `oci.host-invalid`
 */
export function createGenericRegistry(options: GenericOptions): Registry {
  const host = createHost(options);
  const { repositories = [], namespaces = [], log } = options;
  return {
    id: options.id,
    kind: 'generic',
    host: host.host,
    label: options.label,
    // It counts each manifest that is read as a pull (docs.docker.com, "Usage and limits").
    metersReads: isDockerHub(host.host),
    check: (abortable) => host.ping(abortable),
    repositories: (listOptions = {}) =>
      listRepositories(host, { repositories, namespaces, log }, listOptions),
    repository: (name) => repositoryOf(host, name),
  };
}

function repositoryOf(host: Host, name: string): Repository {
  const remote = host.repository(name);
  return { ...remote, name, versions: (options = {}) => listVersions(remote, options) };
}

async function* listVersions(
  remote: RemoteRepository,
  options: ListOptions,
): AsyncGenerator<Page<VersionEntry>> {
  for await (const { items, more } of remote.tags(options)) {
    yield { items: items.map((tag) => ({ tag })), more };
  }
}
