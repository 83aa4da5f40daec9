import type { Registry } from '../../registries/registry';
import { existingLogins } from '../connections/existingLogins';
import type { Login } from '../connections/logins';
import type { RegistrySetting } from '../connections/registrySetting';
import { acrClients } from './acr/client';
import type { ClientMaker, Surroundings } from './client';
import { ecrClients, ecrPublicClients } from './ecr/client';
import { genericClients } from './generic/client';
import { unusableRegistry } from './unusable';

/** In the order they are asked whether an entry of the setting is theirs; the last one takes any. */
const makers: readonly ClientMaker[] = [ecrClients, ecrPublicClients, acrClients, genericClients];

/** Makes the client of a registry. With `login` it uses that one and no other, to try it out. */
export type CreateRegistry = (setting: RegistrySetting, login?: Login) => Registry;

export function registryFactory(surroundings: Surroundings): CreateRegistry {
  const existing = existingLogins(surroundings);
  return (setting, login) => {
    const options = { ...surroundings, existingLogins: existing, login };
    try {
      return clientMaker(setting).create(setting, options);
    } catch (error) {
      return unusableRegistry(setting, error);
    }
  };
}

export function clientMaker(setting: RegistrySetting): ClientMaker {
  return makers.find((candidate) => candidate.owns(setting)) ?? genericClients;
}
