import { azureCliOnPath } from '../../registries/acr/azureCliProgram';
import type { AcrLogin } from '../../registries/acr/login';
import { variable } from '../../registries/credentials/surroundings';
import type { ClientOptions } from './openRegistries';

/**
 * The ways into a registry in the order of how much they are about it: a login that docker or helm
 * has stored for this very host, the identity that the environment names (as the Azure SDKs'
 * EnvironmentCredential and WorkloadIdentityCredential do), the session of `az login`, nobody.
 */
export async function azureLogin(options: ClientOptions): Promise<AcrLogin> {
  const { stored, surroundings, host, signal } = options;
  const known = await stored.get(host, { signal });
  if (known) return { kind: 'credentials', source: stored };
  const read = (name: string): string | undefined => variable(surroundings, name);
  const tenant = read('AZURE_TENANT_ID');
  const clientId = read('AZURE_CLIENT_ID');
  const clientSecret = read('AZURE_CLIENT_SECRET');
  if (tenant !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { kind: 'service-principal', tenant, clientId, clientSecret };
  }
  return { kind: 'azure-cli', tenant, run: azureCliOnPath(surroundings) };
}
