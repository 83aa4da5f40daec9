import type { Connection, Connections } from '../connections/connections';
import type { Login, Logins } from '../connections/logins';
import type { RegistrySetting } from '../connections/registrySetting';
import type { Surroundings } from './client';
import type { CreateRegistry } from './clients';

/** What a wizard works with. */
export interface WizardParts {
  readonly connections: Pick<Connections, 'list' | 'renew' | 'update'>;
  readonly logins: Logins;
  /** A client for a registry that is not connected yet, with a login to try instead of the stored one. */
  readonly createRegistry: CreateRegistry;
  readonly surroundings: Surroundings;
}

/** A registry that answered, to be remembered, with the login to be kept for it. */
export interface Found {
  readonly setting: RegistrySetting;
  readonly login?: Login | undefined;
}

/** How a person connects one kind of registry and signs in to it. Undefined, or false, when it is given up. */
export interface Wizard {
  /** As the first question of Connect Registry shows it. */
  readonly label: string;
  readonly detail: string;
  /** Name of a codicon. */
  readonly icon: string;
  owns(setting: RegistrySetting): boolean;
  /** `host` is what was typed or pasted already. The registry has been asked before this returns. */
  connect(parts: WizardParts, host: string | undefined): Promise<Found | undefined>;
  /** Signs in again, or as somebody else. The client is renewed by the caller. */
  signIn(parts: WizardParts, connection: Connection): Promise<boolean>;
}
