import * as vscode from 'vscode';
import { ChartroomError } from '../../../base/error';
import { createAcrRegistry } from '../../../registries/acr/acr';
import { azureCliOnPath } from '../../../registries/acr/azureCliProgram';
import type { AcrLogin } from '../../../registries/acr/login';
import type { AcrResource } from '../../../registries/acr/portal';
import { chain } from '../../../registries/credentials/chain';
import type { Registry } from '../../../registries/registry';
import { loginCredentials, onlyLogin } from '../../connections/logins';
import { registryId, registryLabel } from '../../connections/registrySetting';
import type { ProviderSetting, RegistrySetting } from '../../connections/registrySetting';
import type { ClientOptions } from '../client';
import { cloudFor, environmentOf } from './environment';
import { microsoftTokens } from './microsoftTokens';

/**
 * The client of an Azure Container Registry. Whatever it is asked, it asks the person nothing.
 * @throws ChartroomError `oci.host-invalid`, `azure.cloud-not-set`, `azure.login-missing`,
 * `azure.setting-incomplete`, `azure.cli-restricted`
 */
export async function openAcr(setting: RegistrySetting, options: ClientOptions): Promise<Registry> {
  return createAcrRegistry({
    id: registryId(setting),
    label: registryLabel(setting),
    host: setting.host,
    plainHttp: setting.plainHttp,
    login: await loginOf(setting, options),
    resource: resourceOf(setting.azure),
    cloud: cloudFor(setting.host),
    repositories: setting.repositories,
    namespaces: setting.namespaces,
    fetch: options.fetch,
    log: options.log,
    userAgent: options.userAgent,
    onWait: options.onWait,
  });
}

async function loginOf(setting: RegistrySetting, options: ClientOptions): Promise<AcrLogin> {
  const { host, azure = {} } = setting;
  const { tenant, account, login: kind } = azure;
  switch (kind) {
    case 'microsoft': {
      const { provider } = environmentOf(host);
      const registry = registryId(setting);
      return {
        kind,
        tenant,
        tokens: microsoftTokens({ provider, account, registry, mayAsk: false }),
      };
    }
    case 'service-principal':
      return servicePrincipal(setting, options);
    case 'azure-cli':
      if (!vscode.workspace.isTrusted) throw restricted();
      return { kind, tenant, run: azureCliOnPath(options) };
    case 'anonymous':
      return { kind };
    case undefined:
    default:
      return storedLogin(setting, options);
  }
}

/** A login of one's own, else that of docker or helm. */
function storedLogin(setting: RegistrySetting, options: ClientOptions): AcrLogin {
  const { login, logins, log, existingLogins } = options;
  const source = login
    ? onlyLogin(setting.host, login)
    : chain(log, loginCredentials(logins, registryId(setting), setting.host), existingLogins);
  return { kind: 'credentials', source };
}

async function servicePrincipal(
  setting: RegistrySetting,
  { login, logins }: ClientOptions,
): Promise<AcrLogin> {
  const { host, azure } = setting;
  const tenant = azure?.['tenant'];
  if (tenant === undefined) {
    throw new ChartroomError({
      code: 'azure.setting-incomplete',
      template:
        'The tenant of the service principal for {host} is missing in the setting {setting}',
      facts: { host, setting: 'chartroom.registries' },
      remedy: { kind: 'open-setting', setting: 'chartroom.registries' },
    });
  }
  const stored = login ?? (await logins.get(registryId(setting)));
  if (stored === undefined) {
    throw new ChartroomError({
      code: 'azure.login-missing',
      template: 'The secret of the service principal for {host} is not stored on this machine',
      facts: { host },
      remedy: { kind: 'sign-in', host: registryId(setting) },
    });
  }
  const { username: clientId, password: clientSecret } = stored;
  return { kind: 'service-principal', tenant, clientId, clientSecret };
}

/** What the setting keeps of Resource Manager's knowledge. */
function resourceOf(azure: ProviderSetting = {}): AcrResource | undefined {
  const { resource: id, tenant, roles } = azure;
  const name = id?.split('/').at(-1);
  if (id === undefined || name === undefined) return undefined;
  const roleMode = roles === 'abac' || roles === 'registry' ? roles : undefined;
  return { id, name, tenant, roleMode };
}

function restricted(): ChartroomError {
  return new ChartroomError({
    code: 'azure.cli-restricted',
    template: 'The Azure CLI is not run in Restricted Mode, so its sign-in cannot be used here',
  });
}
