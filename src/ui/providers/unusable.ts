import { ChartroomError } from '../../base/error';
import { lazyRegistry } from '../../registries/lazyRegistry';
import type { Registry } from '../../registries/registry';
import { registryId, registryLabel, type RegistrySetting } from '../connections/registrySetting';
import { settingNames } from '../contributions';

/**
 * Stands for an entry of the setting that no client can be made of, so that one mistake in it does
 * not take the other registries away: whatever it is asked, it tells what is wrong.
 */
export function unusableRegistry(setting: RegistrySetting, error: unknown): Registry {
  return lazyRegistry({
    id: registryId(setting),
    kind: 'unusable',
    host: setting.host,
    label: registryLabel(setting),
    metersReads: false,
    capabilities: [],
    open: () => Promise.reject(asProblem(error)),
  });
}

function asProblem(error: unknown): Error {
  if (!(error instanceof ChartroomError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const { code, template, facts } = error;
  const remedy = { kind: 'open-setting', setting: settingNames.registries } as const;
  return new ChartroomError({ code, template, facts, remedy, cause: error });
}
