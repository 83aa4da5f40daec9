import { createSingleFlight } from '../../base/singleFlight';
import type { Token } from './token';

/** Tokens by what they were asked for. Those who want the same token at the same time share one request. */
export interface TokenCache {
  get(
    key: string,
    request: (signal: AbortSignal) => Promise<Token>,
    signal: AbortSignal | undefined,
  ): Promise<string>;
  /** Forgets the token if it is still the one that was refused. */
  drop(key: string, value: string): void;
}

export function createTokenCache(clock: () => number): TokenCache {
  const tokens = new Map<string, Token>();
  const flight = createSingleFlight<Token>();

  const dropExpired = (): void => {
    const now = clock();
    for (const [key, token] of tokens) if (token.expires <= now) tokens.delete(key);
  };

  return {
    async get(key, request, signal) {
      dropExpired();
      const known = tokens.get(key);
      if (known) return known.value;
      const fetched = await flight.run(
        key,
        async (shared) => {
          const token = await request(shared);
          tokens.set(key, token);
          return token;
        },
        signal,
      );
      return fetched.value;
    },
    drop(key, value) {
      if (tokens.get(key)?.value === value) tokens.delete(key);
    },
  };
}
