import { silentLog } from '../../src/base/log';
import { callerIdentity } from '../../src/registries/ecr/callerIdentity';
import { createEcrRegistry } from '../../src/registries/ecr/ecr';
import { locateRegistry } from '../../src/registries/ecr/locateRegistry';
import type { LiveAccount } from './account';
import { optional, required } from './variable';

/** The private registry of an AWS account, by a profile of the AWS files. */
export async function ecrAccount(): Promise<LiveAccount> {
  const login = { profile: required('CHARTROOM_LIVE_ECR_PROFILE') };
  const region = required('CHARTROOM_LIVE_ECR_REGION');
  const common = { login, region, log: silentLog, userAgent: 'chartroom-live-test' };
  const { account, arn } = await callerIdentity(common);
  const { host, emulated } = await locateRegistry({ ...common, account });
  const registry = createEcrRegistry({
    ...{ ...common, id: host, label: host, account, fetch },
    ...(emulated && { endpoints: { registry: host } }),
  });
  const prefix = optional('CHARTROOM_LIVE_ECR_PREFIX') ?? 'chartroom-live';
  return { registry, who: arn, prefix };
}
