import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { Send } from '../../oci/distribution/message';
import { audienceRefused, isAboutAudience, type AadTokenSource } from './aadToken';
import { cacheAadTokens } from './aadTokenCache';
import type { AzureCloud } from './cloud';
import { postForm } from './form';

export interface ServicePrincipal {
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface EntraOptions {
  readonly cloud: AzureCloud;
  readonly send: Send;
  readonly clock: () => number;
}

/** A service principal that another issuer vouches for, such as a pipeline or a cluster. */
export interface FederatedPrincipal {
  readonly tenant: string;
  readonly clientId: string;
  /** A token of that issuer; asked for each time, as they are short-lived. */
  readonly assertion: (options: Abortable) => Promise<string>;
}

type Principal = Pick<ServicePrincipal, 'tenant' | 'clientId'>;

/**
 * Signs a service principal in with its secret (Microsoft identity platform, "OAuth 2.0 client
 * credentials flow"). Whatever tenant is asked for, the principal lives in its own.
 * @throws ChartroomError from `get`: `azure.sign-in-failed`, `azure.audience-refused`
 */
export function servicePrincipalTokens(
  principal: ServicePrincipal,
  options: EntraOptions,
): AadTokenSource {
  const proof = { client_secret: principal.clientSecret };
  return principalTokens(principal, () => Promise.resolve(proof), options);
}

/**
 * The same with the token of another issuer in place of a secret ("Third case: Access token request with a
 * federated credential").
 * @throws ChartroomError as `servicePrincipalTokens`, and what `assertion` throws
 */
export function federatedTokens(
  principal: FederatedPrincipal,
  options: EntraOptions,
): AadTokenSource {
  const proof = async (abortable: Abortable): Promise<Record<string, string>> => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await principal.assertion(abortable),
  });
  return principalTokens(principal, proof, options);
}

function principalTokens(
  principal: Principal,
  proof: (options: Abortable) => Promise<Readonly<Record<string, string>>>,
  { cloud, send, clock }: EntraOptions,
): AadTokenSource {
  const { tenant, clientId } = principal;
  const url = new URL(`${cloud.authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  return cacheAadTokens(async (_tenant, { scope, signal }) => {
    const asked = clock();
    const fields = {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope,
      ...(await proof({ signal })),
    };
    try {
      const answer = await postForm(send, url, fields, `service principal ${clientId}`, { signal });
      const { access_token: value, expires_in: seconds } = answer;
      if (typeof value !== 'string') throw signInFailed(principal, 'the answer holds no token');
      return { value, expires: asked + (typeof seconds === 'number' ? seconds : 60) * 900 };
    } catch (error) {
      throw explained(error, principal, scope);
    }
  }, clock);
}

function explained(error: unknown, principal: Principal, scope: string): unknown {
  if (!(error instanceof ChartroomError)) return error;
  const { status, reason } = error.facts;
  if (status !== 400 && status !== 401 && status !== 403) return error;
  const words = String(reason);
  return isAboutAudience(words)
    ? audienceRefused(scope, words)
    : signInFailed(principal, words, error);
}

function signInFailed(
  { clientId, tenant }: Principal,
  reason: string,
  cause?: unknown,
): ChartroomError {
  return new ChartroomError({
    code: 'azure.sign-in-failed',
    template:
      'Microsoft Entra did not sign the service principal {clientId} in to tenant {tenant}: {reason}',
    facts: { clientId, tenant, reason },
    cause,
  });
}
