import { readFile } from 'node:fs/promises';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';
import { azureCliOnPath } from '../../registries/acr/azureCliProgram';
import { cloudOfHost, publicCloud } from '../../registries/acr/cloud';
import type { AcrLogin } from '../../registries/acr/login';
import { findOnPath } from '../../registries/credentials/executable';
import { variable } from '../../registries/credentials/surroundings';
import { gitHubToken } from './gitHubToken';
import type { ClientOptions } from './openRegistries';

/**
 * The ways into a registry in the order of how much they are about it: a login that docker or helm
 * has stored for this very host, the identity that the environment names (by the variables of the Azure
 * SDKs' EnvironmentCredential and WorkloadIdentityCredential), the session of `az login`, nobody.
 */
export async function azureLogin(options: ClientOptions): Promise<AcrLogin> {
  const { stored, surroundings, host, signal } = options;
  const known = await stored.get(host, { signal });
  if (known) return { kind: 'credentials', source: stored };
  const tenant = variable(surroundings, 'AZURE_TENANT_ID');
  const clientId = variable(surroundings, 'AZURE_CLIENT_ID');
  if (tenant !== undefined && clientId !== undefined) {
    const named = namedIdentity({ tenant, clientId }, options);
    if (named) return named;
  }
  const program = surroundings.platform === 'win32' ? 'az.cmd' : 'az';
  if ((await findOnPath(program, surroundings)) === undefined) return { kind: 'anonymous' };
  return { kind: 'azure-cli', tenant, run: azureCliOnPath(surroundings) };
}

/** A secret, the token that a cluster has put into a file, or that of a GitHub job that may ask for one. */
function namedIdentity(
  principal: { readonly tenant: string; readonly clientId: string },
  { host, surroundings, fetch }: ClientOptions,
): AcrLogin | undefined {
  const clientSecret = variable(surroundings, 'AZURE_CLIENT_SECRET');
  if (clientSecret !== undefined) {
    return { kind: 'service-principal', ...principal, clientSecret };
  }
  const file = variable(surroundings, 'AZURE_FEDERATED_TOKEN_FILE');
  if (file !== undefined) {
    return { kind: 'federated', ...principal, assertion: (options) => readToken(file, options) };
  }
  const url = variable(surroundings, 'ACTIONS_ID_TOKEN_REQUEST_URL');
  const token = variable(surroundings, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  if (url === undefined || token === undefined) return undefined;
  const { name: cloud } = cloudOfHost(host) ?? publicCloud;
  return {
    ...{ kind: 'federated', ...principal },
    assertion: (options) => gitHubToken({ url, token }, cloud, fetch, options),
  };
}

async function readToken(path: string, { signal }: Abortable): Promise<string> {
  try {
    return (await readFile(path, { encoding: 'utf8', signal })).trim();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new ChartroomError({
      code: 'azure.token-unreadable',
      template: 'The token in {path}, named by {variable}, cannot be read: {reason}',
      facts: { path, variable: 'AZURE_FEDERATED_TOKEN_FILE', reason: systemErrorReason(error) },
      cause: error,
    });
  }
}
