import { ChartroomError } from '../../../base/error';
import { createEcrRegistry, type EcrOptions } from '../../../registries/ecr/ecr';
import { createEcrPublicRegistry } from '../../../registries/ecr/ecrPublic';
import { parseRegistryHost } from '../../../registries/ecr/host';
import type { Registry } from '../../../registries/registry';
import { registryId, registryLabel } from '../../connections/registrySetting';
import type { RegistrySetting } from '../../connections/registrySetting';
import { awsLogin } from './awsLogin';
import type { ClientOptions } from '../client';

/** @throws ChartroomError `ecr.host-invalid`, `ecr.host-mismatch`, `ecr.setting-incomplete` */
export function openEcr(setting: RegistrySetting, options: ClientOptions): Registry {
  const { host, aws = {}, namespaces, plainHttp } = setting;
  const named = parseRegistryHost(host);
  // Where the entry says otherwise than the host, that is called out: a token is good for one region only.
  const account = aws['account'] ?? named?.account;
  const region = aws['region'] ?? named?.region;
  if (account === undefined || region === undefined) throw incomplete(host);
  return createEcrRegistry({
    ...shared(setting, options),
    ...{ account, region, namespaces },
    // A host that AWS does not name is an emulator's.
    ...(named ? { host } : { endpoints: { registry: host, api: aws['endpoint'], plainHttp } }),
  });
}

export function openEcrPublic(setting: RegistrySetting, options: ClientOptions): Registry {
  const { login, ...rest } = shared(setting, options);
  return createEcrPublicRegistry({ ...rest, ...(setting.aws && { login }) });
}

function shared(
  setting: RegistrySetting,
  { fetch, log, userAgent, onWait }: ClientOptions,
): Omit<EcrOptions, 'account' | 'region'> {
  return {
    id: registryId(setting),
    label: registryLabel(setting),
    repositories: setting.repositories,
    login: awsLogin(setting.aws?.['profile']),
    ...{ fetch, log, userAgent, onWait },
  };
}

function incomplete(host: string): ChartroomError {
  return new ChartroomError({
    code: 'ecr.setting-incomplete',
    template:
      'The account and the region of {host} are not known: its entry in the setting {setting} has to name them',
    facts: { host, setting: 'chartroom.registries' },
    remedy: { kind: 'open-setting', setting: 'chartroom.registries' },
  });
}
