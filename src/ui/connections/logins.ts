import type * as vscode from 'vscode';
import type { CredentialSource } from '../../oci/distribution/credential';

/** What a person typed to sign in. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Logins typed into Chartroom, one for each connected registry, in VS Code's secret storage and nowhere else. */
export interface Logins {
  get(registryId: string): Promise<Login | undefined>;
  store(registryId: string, login: Login): Promise<void>;
  forget(registryId: string): Promise<void>;
}

export function secretLogins(secrets: vscode.SecretStorage): Logins {
  const key = (registryId: string): string => `chartroom.login.${registryId}`;
  return {
    get: async (registryId) => parseLogin(await secrets.get(key(registryId))),
    store: async (registryId, login) => {
      await secrets.store(key(registryId), JSON.stringify(login));
    },
    forget: async (registryId) => {
      await secrets.delete(key(registryId));
    },
  };
}

/** The stored login of one registry as the registry client asks for it; it is sent to that host only. */
export function loginCredentials(
  logins: Logins,
  registryId: string,
  ownHost: string,
): CredentialSource {
  return {
    get: async (host) => {
      const login = host === ownHost ? await logins.get(registryId) : undefined;
      return login && { kind: 'basic', ...login };
    },
  };
}

/** A login that is tried out, for its own host only. */
export function onlyLogin(ownHost: string, login: Login): CredentialSource {
  return {
    onTrial: true,
    get: (host) => Promise.resolve(host === ownHost ? { kind: 'basic', ...login } : undefined),
  };
}

function parseLogin(text: string | undefined): Login | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('username' in value) || !('password' in value)) return undefined;
  const { username, password } = value;
  return typeof username === 'string' && typeof password === 'string'
    ? { username, password }
    : undefined;
}
