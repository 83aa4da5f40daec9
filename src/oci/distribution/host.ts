import type { Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import type { Page } from '../../base/page';
import { createTurns } from '../../base/turns';
import type { ListOptions } from '../store';
import { authorize } from './auth';
import { subjectOf, type Client } from './client';
import type { CredentialSource } from './credential';
import { endpointOf } from './endpoint';
import { listPages } from './paging';
import { ping } from './ping';
import type { AllowRealm } from './realm';
import { createRepository, type RemoteRepository } from './repository';
import type { RetryOptions } from './retry';
import { catalogScope } from './scope';
import { createTransport } from './transport';

export interface HostOptions extends RetryOptions {
  /** `name[:port]` as the user writes it; credentials are asked for by this name. */
  readonly host: string;
  /** Speak HTTP without TLS. When not given, that is so for this machine itself only. */
  readonly plainHttp?: boolean | undefined;
  readonly credentials: CredentialSource;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly userAgent: string;
  /** Requests at a time, to this host and to each one it refers to; 6 when not given. */
  readonly concurrency?: number | undefined;
  /** Milliseconds without a byte after which a connection is given up; a minute when not given. */
  readonly idleTimeout?: number | undefined;
  /** Asked when a registry names a token server of another domain; when not given, those get no login. */
  readonly allowRealm?: AllowRealm | undefined;
}

export interface CatalogOptions extends ListOptions {
  /** Begins after this repository. */
  readonly last?: string | undefined;
}

/** A registry host. Its repositories share connections, tokens and limits, so keep one a host. */
export interface Host {
  readonly host: string;
  /** For the APIs some hosts have beside /v2/: the same login, retries and limits. */
  readonly client: Client;
  /** @throws ChartroomError `oci.not-a-registry`, `oci.unauthorized`, `oci.unreachable`, `oci.certificate` */
  ping(options?: Abortable): Promise<void>;
  /** Docker's catalog, which is no part of the OCI specification and which many registries refuse. */
  repositories(options?: CatalogOptions): AsyncIterable<Page<string>>;
  /** @throws ChartroomError `oci.repository-invalid` */
  repository(name: string): RemoteRepository;
}

/** @throws ChartroomError `oci.host-invalid` */
export function createHost(options: HostOptions): Host {
  const client = createClient(options);
  return {
    host: options.host,
    client,
    ping: (abortable = {}) => ping(client, abortable),
    repositories: (listOptions = {}) =>
      listPages(
        client,
        {
          path: '_catalog',
          field: 'repositories',
          scope: catalogScope,
          subject: subjectOf(client, 'the list of repositories'),
          last: listOptions.last,
        },
        listOptions,
      ),
    repository: (name) => createRepository(client, name),
  };
}

function createClient(options: HostOptions): Client {
  const { host, log, clock = Date.now, concurrency = 6, idleTimeout = 60_000 } = options;
  const endpoint = endpointOf(host, options.plainHttp);
  const transport = createTransport({ ...options, concurrency, idleTimeout });
  const send = authorize(transport.send, {
    host,
    endpoint,
    credentials: options.credentials,
    allowRealm: options.allowRealm,
    clock,
    log,
  });
  return { host, endpoint, send, retry: transport.retry, log, turns: createTurns() };
}
