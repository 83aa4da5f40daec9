import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode, type Facts } from '../../base/error';
import type { CredentialSource } from '../../oci/distribution/credential';
import { jwtClaims, jwtLifetime } from '../../oci/distribution/jwt';
import type { Send } from '../../oci/distribution/message';
import { invalidReply } from '../../oci/distribution/reply';
import { registryToken, type AadTokenSource } from './aadToken';
import type { AzureCloud } from './cloud';
import { postForm } from './form';
import { firewallProblem } from './problem';

export interface ExchangeOptions {
  /** The login server; tokens are sent nowhere else. */
  readonly host: string;
  readonly endpoint: URL;
  readonly cloud: AzureCloud;
  readonly tokens: AadTokenSource;
  /** Of the registry, where that is known. */
  readonly tenant: string | undefined;
  readonly send: Send;
  readonly clock: () => number;
}

interface RefreshToken {
  readonly value: string;
  readonly expires: number;
}

/** Hours differ with the policy of the tenant; without an `exp` to read it is used that long, in seconds. */
const defaultLifetime = 600;

/**
 * Signs in with a Microsoft account: its token is exchanged for a refresh token of the registry, with
 * which the token server then gives tokens for each scope (Azure/acr, AAD-OAuth.md). The refresh
 * token is kept to its own expiry, and renewed when it is refused before.
 * @throws ChartroomError from `get`: `acr.wrong-tenant`, `acr.firewall`, and what the token source throws
 */
export function microsoftCredentials(options: ExchangeOptions): CredentialSource {
  let kept: RefreshToken | undefined;
  return {
    async get(host, { refused, signal } = {}) {
      if (host !== options.host) return undefined;
      const isRefused = refused?.kind === 'identity-token' && refused.token === kept?.value;
      if (kept === undefined || isRefused || kept.expires <= options.clock()) {
        kept = await signIn(options, { signal });
      }
      return { kind: 'identity-token', token: kept.value };
    },
  };
}

async function signIn(options: ExchangeOptions, abortable: Abortable): Promise<RefreshToken> {
  const { tokens, cloud, tenant } = options;
  const token = await registryToken(tokens, cloud, tenant, abortable);
  try {
    return await exchange(options, token, abortable);
  } catch (error) {
    if (!hasCode(error, 'oci.unauthorized')) throw error;
    // The source may have kept it for too long.
    const fresh = await registryToken(tokens, cloud, tenant, { ...abortable, refused: token });
    if (fresh === token) throw wrongTenant(options, token, error);
    return exchange(options, fresh, abortable).catch((again: unknown) => {
      throw hasCode(again, 'oci.unauthorized') ? wrongTenant(options, fresh, again) : again;
    });
  }
}

async function exchange(
  { host, endpoint, send, clock, tenant }: ExchangeOptions,
  token: string,
  abortable: Abortable,
): Promise<RefreshToken> {
  const asked = clock();
  const fields = {
    grant_type: 'access_token',
    service: host,
    access_token: token,
    ...(tenant !== undefined && { tenant }),
  };
  try {
    const url = new URL('/oauth2/exchange', endpoint);
    const { refresh_token: value } = await postForm(send, url, fields, host, abortable);
    if (typeof value !== 'string' || value === '') {
      throw invalidReply({ host, endpoint, name: host }, 'it holds no refresh token');
    }
    const lifetime = jwtLifetime(value, asked) ?? defaultLifetime;
    return { value, expires: asked + lifetime * 900 };
  } catch (error) {
    throw error instanceof ChartroomError ? (firewallProblem(error) ?? error) : error;
  }
}

/** ACR gives no other reason than that it does not know the account. */
function wrongTenant(
  { host, tenant }: ExchangeOptions,
  token: string,
  cause: ChartroomError,
): ChartroomError {
  const own = jwtClaims(token)?.['tid'];
  const shown = typeof own === 'string' ? own : (tenant ?? '');
  const facts: Facts = { host, tenant: shown, reason: cause.facts['reason'] ?? '' };
  return new ChartroomError({
    code: 'acr.wrong-tenant',
    template: shown
      ? '{host} does not take an account of tenant {tenant}; the registry may belong to another tenant: {reason}'
      : '{host} does not take this Microsoft account; the registry may belong to another tenant: {reason}',
    facts,
    remedy: { kind: 'sign-in', host },
    cause,
  });
}
