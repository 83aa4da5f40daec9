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

/**
 * Signs a service principal in with its secret (Microsoft identity platform, "OAuth 2.0 client
 * credentials flow"). Whatever tenant is asked for, the principal lives in its own.
 * @throws ChartroomError from `get`: `azure.sign-in-failed`, `azure.audience-refused`
 */
export function servicePrincipalTokens(
  principal: ServicePrincipal,
  { cloud, send, clock }: EntraOptions,
): AadTokenSource {
  const { tenant, clientId, clientSecret } = principal;
  const url = new URL(`${cloud.authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  return cacheAadTokens(async (_tenant, { scope, signal }) => {
    const asked = clock();
    const fields = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
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

function explained(error: unknown, principal: ServicePrincipal, scope: string): unknown {
  if (!(error instanceof ChartroomError)) return error;
  const { status, reason } = error.facts;
  if (status !== 400 && status !== 401 && status !== 403) return error;
  const words = String(reason);
  return isAboutAudience(words)
    ? audienceRefused(scope, words)
    : signInFailed(principal, words, error);
}

function signInFailed(
  { clientId, tenant }: ServicePrincipal,
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
