import { parseChallenges, type Challenge } from './challenge';
import type { HttpResponse } from './message';
import { judgeRealm, type AllowRealm, type Realm } from './realm';

/** How a registry wants to be told who asks. */
export type Scheme =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: Realm; readonly service: string | undefined };

export interface Demand {
  readonly scheme: Scheme;
  /** What a token must allow; empty where the challenge does not say, as that of /v2/. */
  readonly scopes: readonly string[];
}

/**
 * Reads the challenge of a 401. Bearer is preferred, as the login then goes to the token server
 * alone. Undefined when there is none we can meet.
 * @throws ChartroomError `oci.realm-refused`
 */
export function demandOf(
  response: HttpResponse,
  registry: URL,
  allowRealm: AllowRealm | undefined,
): Demand | undefined {
  const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
  const bearer = challenges.find(isBearer);
  const realm = bearer?.parameters.get('realm');
  if (bearer && realm !== undefined) {
    const service = bearer.parameters.get('service');
    const scopes = (bearer.parameters.get('scope') ?? '').split(' ').filter(isScope);
    return {
      scheme: { kind: 'bearer', realm: judgeRealm(registry, realm, allowRealm), service },
      scopes,
    };
  }
  const basic = challenges.some(({ scheme }) => scheme === 'basic');
  return basic ? { scheme: { kind: 'basic' }, scopes: [] } : undefined;
}

function isBearer({ scheme, parameters }: Challenge): boolean {
  return scheme === 'bearer' && parameters.has('realm');
}

function isScope(text: string): boolean {
  return /^[^:]+:.+:[^:]*$/.test(text);
}
