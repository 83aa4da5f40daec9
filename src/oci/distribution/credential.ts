import { createHash } from 'node:crypto';
import type { Abortable } from '../../base/abort';

/** What a registry or its token server accepts as a login. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** A refresh token for the token server; never sent to the registry itself. */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** A token the registry takes as it is. */
  | { readonly kind: 'bearer'; readonly token: string };

export interface CredentialQuery extends Abortable {
  /** The login that was just refused, so that a source that can renew it does. */
  readonly refused?: Credential | undefined;
}

export interface CredentialSource {
  /** Undefined stands for anonymous. `host` is the registry's name as the user writes it. */
  get(host: string, options?: CredentialQuery): Promise<Credential | undefined>;
  /** True for a login that is being tried out: when it is refused, nothing is read without it. */
  readonly onTrial?: boolean;
}

/** Tells logins apart without keeping their secrets. */
export function fingerprint(credential: Credential | undefined): string {
  if (credential === undefined) return 'anonymous';
  const secret =
    credential.kind === 'basic'
      ? `${credential.username}:${credential.password}`
      : credential.token;
  return `${credential.kind} ${createHash('sha256').update(secret).digest('base64')}`;
}

/** The Authorization header of RFC 7617; user name and password in UTF-8. */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
