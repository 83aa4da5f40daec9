import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import type { RetryOptions } from '../../oci/distribution/retry';
import { createAsk } from './ask';
import { clientSettings } from './awsClient';
import type { AwsLogin } from './login';
import { partitionOf } from './partition';
import { policyAllowing } from './policy';

/** Who a login is to AWS. */
export interface CallerIdentity {
  /** Twelve digits; the account whose registry a person most likely means. */
  readonly account: string;
  readonly arn: string;
}

export interface CallerIdentityOptions
  extends Abortable, Pick<RetryOptions, 'sleep' | 'random' | 'onWait'> {
  readonly login: AwsLogin;
  readonly region: string;
  readonly log: Log;
  readonly userAgent: string;
  /** Base URL of STS, where it is not that of the region. */
  readonly endpoint?: string | undefined;
}

/** @throws ChartroomError `ecr.session-expired`, `ecr.no-credentials`, `ecr.mfa-needed`, `oci.unauthorized`, `oci.unreachable` */
export async function callerIdentity(options: CallerIdentityOptions): Promise<CallerIdentity> {
  const { login, region } = options;
  const suffix = partitionOf(region).suffix;
  const ask = createAsk({
    ...options,
    open: async () => new STSClient(await clientSettings('sts', options)),
    asked: {
      host: `sts.${region}.${suffix}`,
      registry: '',
      profile: login.profile,
      policy: (action) => policyAllowing(action, { account: '*', region, repositories: '*' }),
    },
  });
  const { Account = '', Arn = '' } = await ask(
    { action: 'sts:GetCallerIdentity' },
    (client, send) => client.send(new GetCallerIdentityCommand({}), send),
    options,
  );
  return { account: Account, arn: Arn };
}
