import { hasCode } from '../../../base/error';
import { createResourceManager } from '../../../registries/acr/arm';
import { managementScope } from '../../../registries/acr/cloud';
import type { RegistrySetting } from '../../connections/registrySetting';
import { sentence } from '../../window/showError';
import type { Found, WizardParts } from '../wizard';
import { pickAccount } from './account';
import { check, withAzure } from './check';
import { environmentOf } from './environment';
import { microsoftTokens } from './microsoftTokens';
import { listTenants, pickTenant } from './tenant';

/**
 * Signs in with a Microsoft account. A registry does not tell which tenant it belongs to: that is
 * asked for only when it does not take the account in the one it is at home in.
 * @param chosen the account, where it has been asked for already
 */
export async function byMicrosoft(
  parts: WizardParts,
  setting: RegistrySetting,
  chosen?: string,
): Promise<Found | undefined> {
  const { host, azure = {} } = setting;
  const { provider, cloud } = environmentOf(host);
  const account = chosen ?? (await pickAccount({ provider, cloud }, azure['account']));
  if (account === undefined) return undefined;
  const tokens = microsoftTokens({ provider, account, mayAsk: true });
  let { tenant } = azure;
  for (;;) {
    // The registry is asked by a client that asks nobody, so the account is signed in before.
    await tokens.get(tenant, { scope: managementScope(cloud) });
    const tried = withAzure(setting, { ...azure, login: 'microsoft', account, tenant });
    const problem = await wrongTenant(parts, tried);
    if (problem === undefined) return { setting: tried };
    const { fetch, log, userAgent } = parts.surroundings;
    const manager = createResourceManager({ cloud, tokens, fetch, log, userAgent });
    tenant = await pickTenant(await listTenants(manager, account), problem);
    if (tenant === undefined) return undefined;
  }
}

async function wrongTenant(
  parts: WizardParts,
  setting: RegistrySetting,
): Promise<string | undefined> {
  try {
    await check(parts, setting);
    return undefined;
  } catch (error) {
    if (hasCode(error, 'acr.wrong-tenant')) return sentence(error);
    throw error;
  }
}
