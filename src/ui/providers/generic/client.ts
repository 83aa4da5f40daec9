import { chain } from '../../../registries/credentials/chain';
import { createGenericRegistry } from '../../../registries/generic/generic';
import { loginCredentials, onlyLogin } from '../../connections/logins';
import { registryId, registryLabel } from '../../connections/registrySetting';
import type { ClientMaker } from '../client';

/** Clients of any host that speaks `/v2/`. */
export const genericClients: ClientMaker = {
  icon: 'server',
  owns: () => true,
  create: (setting, options) => {
    const { login, logins, log, existingLogins } = options;
    return createGenericRegistry({
      id: registryId(setting),
      label: registryLabel(setting),
      host: setting.host,
      plainHttp: setting.plainHttp,
      repositories: setting.repositories,
      namespaces: setting.namespaces,
      credentials: login
        ? onlyLogin(setting.host, login)
        : chain(log, loginCredentials(logins, registryId(setting), setting.host), existingLogins),
      fetch: options.fetch,
      log,
      userAgent: options.userAgent,
      onWait: options.onWait,
    });
  },
  details: () => [],
};
