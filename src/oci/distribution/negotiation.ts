import type { HttpRequest, HttpResponse } from './message';
import type { AllowRealm } from './realm';
import { demandOf, type Demand, type Scheme } from './scheme';
import { mergeScopes } from './scope';

/** What the challenges of one registry have taught so far. */
export interface Negotiation {
  /** Undefined until the first challenge. */
  scheme(): Scheme | undefined;
  /** What a token for this request must allow: what the request says, and what the registry wanted beyond that before. */
  scopes(request: HttpRequest): readonly string[];
  /** Whether a response comes from the registry itself, not from where it referred to. */
  isOurs(response: HttpResponse): boolean;
  /** Takes in the challenge of a 401, if there is one that can be met. @throws ChartroomError `oci.realm-refused` */
  learn(request: HttpRequest, response: HttpResponse): Demand | undefined;
}

export function createNegotiation(endpoint: URL, allowRealm: AllowRealm | undefined): Negotiation {
  const wider = new Map<string, readonly string[]>();
  let scheme: Scheme | undefined;

  const isOurs = (response: HttpResponse): boolean => response.url.origin === endpoint.origin;
  const scopes = ({ scopes: wanted = [] }: HttpRequest): readonly string[] =>
    wider.get(wanted.join(' ')) ?? wanted;

  return {
    scheme: () => scheme,
    scopes,
    isOurs,
    learn(request, response) {
      // A redirect target's challenge would get our login for itself.
      if (response.status !== 401 || !isOurs(response)) return undefined;
      const demand = demandOf(response, endpoint, allowRealm);
      if (demand === undefined) return undefined;
      scheme = demand.scheme;
      const key = (request.scopes ?? []).join(' ');
      wider.set(key, mergeScopes(demand.scopes, scopes(request)));
      return demand;
    },
  };
}
