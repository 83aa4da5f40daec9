import { ECRClient } from '@aws-sdk/client-ecr';
import type { Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import { endpointOf, parseUrl } from '../../oci/distribution/endpoint';
import type { RetryOptions } from '../../oci/distribution/retry';
import { createAsk } from './ask';
import { clientSettings } from './awsClient';
import { createControl } from './control';
import { parseRegistryHost, registryHost } from './host';
import type { AwsLogin } from './login';
import { privatePolicies } from './problem';

/** Where a registry is reached. */
export interface Located {
  /** `name[:port]` */
  readonly host: string;
  /** True for one that speaks http though it is not on loopback. */
  readonly plainHttp: boolean;
  /** True for a host that AWS does not name: account and region cannot be read from it. */
  readonly emulated: boolean;
}

export interface LocateOptions
  extends Abortable, Pick<RetryOptions, 'sleep' | 'random' | 'onWait'> {
  readonly account: string;
  readonly region: string;
  readonly login: AwsLogin;
  readonly log: Log;
  readonly userAgent: string;
  /** Base URL of the API; where it is not given, the AWS configuration decides. */
  readonly endpoint?: string | undefined;
}

/**
 * Finds the registry of an account in a region. Its name follows from both, except where the AWS
 * configuration leads to an emulator: that one says where it is with its token (GetAuthorizationToken, `proxyEndpoint`).
 * @throws ChartroomError as `awsProblem` says
 */
export async function locateRegistry(options: LocateOptions): Promise<Located> {
  const { account, region, login } = options;
  const host = registryHost(account, region);
  const ask = createAsk({
    ...options,
    asked: { host, registry: '', profile: login.profile, policy: privatePolicies(account, region) },
    open: async () => new ECRClient(await clientSettings('ecr', options)),
  });
  const { proxyEndpoint } = await createControl(ask, account).token(options);
  const named = proxyEndpoint === undefined ? undefined : parseUrl(proxyEndpoint);
  if (!named || parseRegistryHost(named.hostname)) {
    return { host, plainHttp: false, emulated: false };
  }
  const plainHttp = named.protocol === 'http:' && endpointOf(named.host).protocol !== 'http:';
  return { host: named.host, plainHttp, emulated: true };
}
