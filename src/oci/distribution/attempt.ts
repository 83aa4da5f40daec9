import { ChartroomError, hasCode } from '../../base/error';
import type { AuthOptions } from './auth';
import { createBearer } from './bearer';
import { discardBody } from './body';
import { basicAuthorization, type Credential } from './credential';
import { withHeaders, type HttpRequest, type HttpResponse, type Send } from './message';
import { createNegotiation } from './negotiation';
import { isInsufficientScope } from './problem';
import type { Scheme } from './scheme';

/** What came of a request made as somebody. */
export type Outcome =
  | { readonly refused: false; readonly response: HttpResponse }
  | {
      readonly refused: true;
      /** True when another login would change nothing. */
      readonly final: boolean;
      /** The registry's refusal, or the token server's. */
      readonly by: HttpResponse | ChartroomError;
    };

/** Speaks a registry's authentication scheme for a given login, and remembers what its challenges taught. */
export interface Attempt {
  /** Asks without authorization as long as no challenge is known. Undefined when there is one to be met. */
  unasked(request: HttpRequest): Promise<HttpResponse | undefined>;
  as(request: HttpRequest, credential: Credential | undefined): Promise<Outcome>;
}

export function createAttempt(next: Send, options: AuthOptions): Attempt {
  const { host } = options;
  const bearer = createBearer(next, host, options.clock);
  const negotiation = createNegotiation(options.endpoint, options.allowRealm);

  const authorization = async (
    request: HttpRequest,
    credential: Credential | undefined,
  ): Promise<Authorization> => {
    const scheme = negotiation.scheme();
    if (scheme?.kind !== 'bearer') return { header: directly(credential) };
    const scopes = negotiation.scopes(request);
    const asked = { ...scheme, scopes, credential, signal: request.signal };
    const token = await bearer.token(asked);
    const refused = (): void => {
      bearer.refused(asked, token);
    };
    return { header: `Bearer ${token}`, refused };
  };

  /** Returns the response, and whether a second time can go better. */
  const once = async (
    request: HttpRequest,
    credential: Credential | undefined,
  ): Promise<{ response: HttpResponse; again: boolean }> => {
    const { header, refused } = await authorization(request, credential);
    const answer = await next(
      header === undefined ? request : withHeaders(request, { authorization: header }),
    );
    const shown = header !== undefined && !isWithheld(negotiation.scheme(), credential);
    const response = { ...answer, identified: credential !== undefined && shown };
    const demand = negotiation.learn(request, response);
    if (response.status === 401) refused?.();
    const wasOrIsBearer = refused !== undefined || demand?.scheme.kind === 'bearer';
    return {
      response,
      again: demand !== undefined && wasOrIsBearer && credential?.kind !== 'bearer',
    };
  };

  const outcomeOf = (response: HttpResponse, credential: Credential | undefined): Outcome => {
    const isRefusal = response.status === 401 || response.status === 403;
    if (!isRefusal || !negotiation.isOurs(response)) return { refused: false, response };
    const scheme = negotiation.scheme();
    return isWithheld(scheme, credential)
      ? { refused: true, final: true, by: withheldError(host, scheme) }
      : { refused: true, final: isInsufficientScope(response), by: response };
  };

  return {
    async unasked(request) {
      if (negotiation.scheme()) return undefined;
      const response = await next(request);
      if (!negotiation.learn(request, response)) return { ...response, identified: false };
      await discardBody(response);
      return undefined;
    },

    async as(request, credential) {
      try {
        const first = await once(request, credential);
        if (!first.again) return outcomeOf(first.response, credential);
        await discardBody(first.response);
        const second = await once(request, credential);
        return outcomeOf(second.response, credential);
      } catch (error) {
        if (!hasCode(error, 'oci.unauthorized') && !hasCode(error, 'oci.denied')) throw error;
        const scheme = negotiation.scheme();
        return isWithheld(scheme, credential)
          ? { refused: true, final: true, by: withheldError(host, scheme, error) }
          : { refused: true, final: false, by: error };
      }
    },
  };
}

interface Authorization {
  readonly header: string | undefined;
  /** To be told when the registry does not take the token; absent where there is none. */
  readonly refused?: () => void;
}

/** Without a token server: RFC 7617, or a token that was given as it is. */
function directly(credential: Credential | undefined): string | undefined {
  switch (credential?.kind) {
    case 'basic':
      return basicAuthorization(credential.username, credential.password);
    case 'bearer':
      return `Bearer ${credential.token}`;
    case 'identity-token': // for token servers only
    case undefined:
      return undefined;
  }
}

function isWithheld(scheme: Scheme | undefined, credential: Credential | undefined): boolean {
  if (scheme?.kind !== 'bearer' || scheme.realm.trusted) return false;
  return credential !== undefined && credential.kind !== 'bearer';
}

function withheldError(host: string, scheme: Scheme | undefined, cause?: unknown): ChartroomError {
  const realm = scheme?.kind === 'bearer' ? scheme.realm.url.host : '';
  return new ChartroomError({
    code: 'oci.realm-refused',
    template:
      'The login for {host} was not sent to {realm}, which {host} names as its token server but which belongs to another domain',
    facts: { host, realm },
    cause,
  });
}
