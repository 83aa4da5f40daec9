import { ECRClient } from '@aws-sdk/client-ecr';
import { createHost, type HostOptions } from '../../oci/distribution/host';
import type { Registry } from '../registry';
import { createAsk } from './ask';
import { clientSettings } from './awsClient';
import { consoleUrl } from './console';
import { createControl } from './control';
import { repositoryCreation } from './creation';
import { checkRegistryHost, registryHost, type EcrHost } from './host';
import { listRepositories } from './listRepositories';
import type { AwsLogin } from './login';
import { privatePolicies, type Asked } from './problem';
import { createReplication } from './replication';
import { ecrRepository } from './repository';
import { tokenCredentials } from './token';

export interface EcrOptions extends Omit<HostOptions, 'host' | 'plainHttp' | 'credentials'> {
  readonly id: string;
  readonly label: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The registry's name, where it is the FIPS or the dual-stack one. */
  readonly host?: string | undefined;
  readonly login: AwsLogin;
  /** Shown where the login may not list repositories. */
  readonly repositories?: readonly string[] | undefined;
  /** When given, only repositories at or below these paths are shown. */
  readonly namespaces?: readonly string[] | undefined;
  /** Another place that speaks as AWS does, such as an emulator. */
  readonly endpoints?: EcrEndpoints | undefined;
}

export interface EcrEndpoints {
  /** Base URL of the API; where it is not given, the AWS configuration decides. */
  readonly api?: string | undefined;
  /** `name[:port]` of the registry. */
  readonly registry: string;
  /** Speak http to a host that is not on loopback. */
  readonly plainHttp?: boolean | undefined;
}

/**
 * The private registry of an account in a region.
 * @throws ChartroomError `ecr.host-invalid`, `ecr.host-mismatch`
 */
export function createEcrRegistry(options: EcrOptions): Registry {
  const { account, region, endpoints, id, label, log, login, userAgent } = options;
  const { clock = Date.now } = options;
  const variant: EcrHost | undefined =
    options.host === undefined ? undefined : checkRegistryHost(options.host, options);
  const hostName = endpoints?.registry ?? options.host ?? registryHost(account, region);
  const asked: Asked = {
    host: hostName,
    registry: id,
    profile: login.profile,
    policy: privatePolicies(account, region),
  };
  const settings = { region, userAgent, login, endpoint: endpoints?.api, ...variant };
  const ask = createAsk({
    ...options,
    asked,
    open: async () => new ECRClient(await clientSettings('ecr', settings)),
  });
  const control = createControl(ask, account);
  const host = createHost({
    ...options,
    host: hostName,
    plainHttp: endpoints?.plainHttp,
    credentials: tokenCredentials({
      host: hostName,
      authorize: (abortable) => control.token(abortable),
      clock,
    }),
  });
  const replication = createReplication(control, account, log);
  const { repositories = [], namespaces = [] } = options;
  return {
    id,
    kind: 'ecr',
    host: hostName,
    label,
    metersReads: false,
    check: (abortable) => host.ping(abortable),
    repositories: (listOptions = {}) =>
      listRepositories(control, hostName, { repositories, namespaces, log }, listOptions),
    repository: (name) =>
      ecrRepository({ remote: host.repository(name), control, replication, asked, log }),
    creation: repositoryCreation(control, log, clock),
    deleteRepository: (name, abortable) => control.deleteRepository(name, abortable),
    portalUrl: (repository, version) =>
      Promise.resolve(consoleUrl({ account, region }, repository, version)),
  };
}
