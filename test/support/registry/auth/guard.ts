import type { Resource } from '../endpoints/route';
import type { Reply } from '../http/reply';
import type { RegistryRequest } from '../http/request';
import { Refusal } from '../refusal';
import { covers, formatScopes, scopesNeeded, type Scope } from './scope';
import { createSigner, type TokenSigner } from './token';
import { tokenEndpoint, type TokenRules } from './tokenEndpoint';
import { grant, userOf, type Users } from './users';

export type Auth =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'basic' } & Users)
  | ({ readonly kind: 'bearer' } & TokenRules);

/** Stands before the API: lets a request pass or throws the refusal that tells how to be let in. */
export interface Guard {
  check(request: RegistryRequest, resource: Resource, host: string): void;
  /** Answers at `/token`; absent where there are no tokens. */
  readonly token?: (request: RegistryRequest, host: string) => Promise<Reply>;
}

export function createGuard(auth: Auth): Guard {
  switch (auth.kind) {
    case 'none':
      return { check: () => undefined };
    case 'basic':
      return {
        check: (request, resource) => {
          checkBasic(request, scopesNeeded(request, resource), auth);
        },
      };
    case 'bearer': {
      const signer = createSigner();
      return {
        check: (request, resource, host) => {
          checkBearer(request, scopesNeeded(request, resource), auth, signer, host);
        },
        token: (request, host) => tokenEndpoint(request, auth, signer, host),
      };
    }
  }
}

function checkBasic(request: RegistryRequest, needed: readonly Scope[], users: Users): void {
  const user = userOf(request.headers.authorization, users);
  if (user === undefined) {
    throw new Refusal(401, 'UNAUTHORIZED', 'A user name and a password are needed', {
      'www-authenticate': 'Basic realm="Test registry"',
    });
  }
  const granted = grant(user, needed, users);
  if (needed.every((scope) => covers(granted, scope))) return;
  throw new Refusal(403, 'DENIED', `${user} may not do that`);
}

/** Rights that are missing are answered with 401 and `insufficient_scope`, as the CNCF distribution does. */
function checkBearer(
  request: RegistryRequest,
  needed: readonly Scope[],
  rules: TokenRules,
  signer: TokenSigner,
  host: string,
): void {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw challenge(host, needed);
  const content = signer.read(token, (rules.now ?? Date.now)());
  if (content?.kind !== 'access') throw challenge(host, needed, 'invalid_token');
  if (needed.every((scope) => covers(content.scopes, scope))) return;
  throw challenge(host, needed, 'insufficient_scope');
}

function challenge(host: string, needed: readonly Scope[], error?: string): Refusal {
  const parameters = [
    `realm="http://${host}/token"`,
    `service="${host}"`,
    ...(needed.length > 0 ? [`scope="${formatScopes(needed)}"`] : []),
    ...(error === undefined ? [] : [`error="${error}"`]),
  ];
  return new Refusal(401, 'UNAUTHORIZED', 'A token is needed', {
    'www-authenticate': `Bearer ${parameters.join(',')}`,
  });
}
