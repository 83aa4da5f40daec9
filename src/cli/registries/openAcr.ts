import { createAcrRegistry } from '../../registries/acr/acr';
import type { Registry } from '../../registries/registry';
import { azureLogin } from './azureLogin';
import type { ClientOptions } from './openRegistries';

/** An Azure Container Registry, by whatever login of this machine or pipeline it takes. */
export async function openAcr(options: ClientOptions): Promise<Registry> {
  return createAcrRegistry({ ...options, login: await azureLogin(options) });
}
