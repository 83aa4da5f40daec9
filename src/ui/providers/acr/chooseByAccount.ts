import { createResourceManager } from '../../../registries/acr/arm';
import { managementScope } from '../../../registries/acr/cloud';
import type { Found, WizardParts } from '../wizard';
import { pickAccount } from './account';
import { check, withAzure } from './check';
import { configuredEnvironment } from './environment';
import { microsoftTokens } from './microsoftTokens';
import { pickAzureRegistry, type RegistryChoice } from './pickAzureRegistry';
import { listTenants, pickTenant } from './tenant';

/** Somebody who rather names the registry, signed in already. */
export interface ByLoginServer {
  readonly account: string;
}

/**
 * Goes from a Microsoft account over its tenants and subscriptions to a registry.
 * @throws ChartroomError what signing in, Resource Manager or the registry answers
 */
export async function chooseByAccount(
  parts: WizardParts,
): Promise<Found | ByLoginServer | undefined> {
  const environment = configuredEnvironment();
  let account = await pickAccount(environment);
  while (account !== undefined) {
    const choice = await chooseOfAccount(parts, environment, account);
    if (choice === undefined) return undefined;
    if (choice.kind === 'by-login-server') return { account };
    if (choice.kind === 'registry') return connectChosen(parts, account, choice);
    account = await pickAccount(environment, account);
  }
  return undefined;
}

/** Undefined when the person gives up. */
async function chooseOfAccount(
  { surroundings }: WizardParts,
  { provider, cloud }: ReturnType<typeof configuredEnvironment>,
  account: string,
): Promise<Exclude<RegistryChoice, { kind: 'other-tenant' }> | undefined> {
  const tokens = microsoftTokens({ provider, account, mayAsk: true });
  const { fetch, log, userAgent } = surroundings;
  const manager = createResourceManager({ cloud, tokens, fetch, log, userAgent });
  const scope = managementScope(cloud);
  // Before any list is shown: nothing may lie over the dialog that signs in.
  await tokens.get(undefined, { scope });
  const tenants = await listTenants(manager, account);
  let tenant = tenants.length === 1 ? tenants[0]?.id : await pickTenant(tenants);
  while (tenant !== undefined) {
    await tokens.get(tenant, { scope });
    const shown = tenants.find(({ id }) => id === tenant)?.name ?? tenant;
    const choice = await pickAzureRegistry(manager, { account, tenant, tenantName: shown });
    if (choice?.kind !== 'other-tenant') return choice;
    tenant = await pickTenant(tenants);
  }
  return undefined;
}

async function connectChosen(
  parts: WizardParts,
  account: string,
  { registry, tenant }: Extract<RegistryChoice, { kind: 'registry' }>,
): Promise<Found> {
  const setting = withAzure(
    { host: registry.loginServer.toLowerCase() },
    { login: 'microsoft', account, tenant, resource: registry.id, roles: registry.roleMode },
  );
  await check(parts, setting);
  return { setting };
}
