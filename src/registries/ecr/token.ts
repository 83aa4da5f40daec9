import type { Abortable } from '../../base/abort';
import type { Credential, CredentialSource } from '../../oci/distribution/credential';

/** What GetAuthorizationToken answers. */
export interface AuthorizationToken {
  /** base64 of `AWS:password`. */
  readonly authorizationToken?: string | undefined;
  readonly expiresAt?: Date | undefined;
  /** URL of the registry of the login's own account. */
  readonly proxyEndpoint?: string | undefined;
}

export interface TokenOptions {
  /** The host the token is for; others get none. */
  readonly host: string;
  readonly authorize: (options: Abortable) => Promise<AuthorizationToken>;
  readonly clock: () => number;
}

/** Milliseconds before its end at which a token is renewed, so that what has begun with it can end. */
const renewedAhead = 10 * 60_000;
/**
 * Milliseconds for which a new token is taken for good whatever is said of it. It cannot have ended when
 * it is refused in that time: what is refused is the request, and another token would change nothing.
 */
const goodAtLeast = 60_000;

interface Kept {
  readonly credential: Credential & { readonly kind: 'basic' };
  readonly obtained: number;
  readonly renewAt: number;
}

/**
 * The login for an ECR registry: the same token until shortly before it expires, which is after twelve
 * hours, or until the registry refuses it.
 */
export function tokenCredentials({ host, authorize, clock }: TokenOptions): CredentialSource {
  let kept: Kept | undefined;

  return {
    async get(askedHost, { refused, signal } = {}) {
      if (askedHost !== host) return undefined;
      const now = clock();
      const isRefused = refused?.kind === 'basic' && refused.password === kept?.credential.password;
      if (kept && now < (isRefused ? kept.obtained + goodAtLeast : kept.renewAt)) {
        return kept.credential;
      }
      const token = await authorize({ signal });
      const ends = (token.expiresAt?.getTime() ?? now) - renewedAhead;
      kept = {
        credential: loginIn(token),
        obtained: now,
        renewAt: Math.max(ends, now + goodAtLeast),
      };
      return kept.credential;
    },
  };
}

/** The password may contain colons; the user name, `AWS`, does not. */
function loginIn({ authorizationToken = '' }: AuthorizationToken): Kept['credential'] {
  const text = Buffer.from(authorizationToken, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { kind: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) };
}
