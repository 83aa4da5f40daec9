import type { Log } from '../../base/log';
import type { CredentialSource } from '../../oci/distribution/credential';
import type { Wait } from '../../oci/distribution/retry';
import type { Registry } from '../../registries/registry';
import type { Login, Logins } from '../connections/logins';
import type { RegistrySetting } from '../connections/registrySetting';

/** What a client of a registry is made with, the same for all of them. */
export interface Surroundings {
  readonly logins: Logins;
  readonly log: Log;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
  /** Told when a host asks to slow down. */
  readonly onWait: (wait: Wait) => void;
}

export interface ClientOptions extends Surroundings {
  /** The logins of docker and helm, where the person allows them. */
  readonly existingLogins: CredentialSource;
  /** Used in place of the stored login, to try it out. */
  readonly login: Login | undefined;
}

/** Makes the clients of one kind of registry. Loads what they need with the first question, not before. */
export interface ClientMaker {
  /** Name of the codicon that tells its registries from others. */
  readonly icon: string;
  /** True for an entry of the setting that is of this kind. */
  owns(setting: RegistrySetting): boolean;
  create(setting: RegistrySetting, options: ClientOptions): Registry;
  /** What its own part of the setting says, such as who is signed in: label and value. */
  details(
    setting: RegistrySetting,
  ): readonly (readonly [label: string, value: string | undefined])[];
}
