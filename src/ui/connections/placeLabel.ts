import type { Connection } from './connections';
import { registryLabel, type RegistrySetting } from './registrySetting';

/**
 * A repository, or a version of one, in a row of a list: by what its registry is called, because the host of a cloud
 * fills a row by itself and leaves no room for what the row has to say.
 */
export function placeLabel(setting: RegistrySetting, path: string): string {
  const label = registryLabel(setting);
  return label === setting.host ? `${label}/${path}` : `${label}: ${path}`;
}

/** How the registry of a host is connected; a host that is not is called by itself. */
export function settingOf(connected: readonly Connection[], host: string): RegistrySetting {
  return connected.find(({ setting }) => setting.host === host)?.setting ?? { host };
}
