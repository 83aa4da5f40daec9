import type { Abortable } from '../../base/abort';
import { fingerprint, type Credential } from './credential';
import type { Send } from './message';
import type { Realm } from './realm';
import { requestToken } from './token';
import { createTokenCache } from './tokenCache';

export interface BearerRequest extends Abortable {
  readonly realm: Realm;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  readonly credential: Credential | undefined;
}

/** The tokens of one registry. */
export interface Bearer {
  token(request: BearerRequest): Promise<string>;
  /** The registry did not take that token: the next request gets another one. */
  refused(request: BearerRequest, token: string): void;
}

export function createBearer(send: Send, host: string, clock: () => number): Bearer {
  const cache = createTokenCache(clock);
  return {
    async token(request) {
      const { credential, realm, service, scopes } = request;
      if (credential?.kind === 'bearer') return credential.token;
      // A login stays away from a token server that has no business with it.
      const shown = realm.trusted ? credential : undefined;
      return cache.get(
        keyOf(request),
        (signal) =>
          requestToken(
            send,
            { realm: realm.url, service, scopes, credential: shown, host, signal },
            clock,
          ),
        request.signal,
      );
    },
    refused(request, token) {
      cache.drop(keyOf(request), token);
    },
  };
}

function keyOf({ realm, service, scopes, credential }: BearerRequest): string {
  const sorted = [...scopes].sort();
  return JSON.stringify([realm.url.href, service, sorted, fingerprint(credential)]);
}
