import { homedir } from 'node:os';
import { silentLog } from '../../src/base/log';
import { createAcrRegistry } from '../../src/registries/acr/acr';
import { azureCliOnPath } from '../../src/registries/acr/azureCliProgram';
import type { AcrLogin } from '../../src/registries/acr/login';
import type { LiveAccount } from './account';
import { optional, required } from './variable';

/** An Azure Container Registry, by its login server. */
export function acrAccount(): Promise<LiveAccount> {
  const host = required('CHARTROOM_LIVE_ACR_HOST');
  const login = loginOf();
  const registry = createAcrRegistry({
    ...{ id: host, label: host, host, login },
    ...{ fetch, log: silentLog, userAgent: 'chartroom-live-test' },
  });
  const who = login.kind === 'password' ? login.username : 'the session of the Azure CLI';
  const prefix = optional('CHARTROOM_LIVE_ACR_PREFIX') ?? 'chartroom-live';
  return Promise.resolve({ registry, who, prefix });
}

/** A repository token or the admin user when one is named, else the session of `az login`. */
function loginOf(): AcrLogin & { readonly kind: 'password' | 'azure-cli' } {
  const username = optional('CHARTROOM_LIVE_ACR_USERNAME');
  if (username !== undefined) {
    return { kind: 'password', username, password: required('CHARTROOM_LIVE_ACR_PASSWORD') };
  }
  const { env: environment, platform } = process;
  const run = azureCliOnPath({ environment, platform, home: homedir() });
  return { kind: 'azure-cli', run, tenant: optional('CHARTROOM_LIVE_ACR_TENANT') };
}
