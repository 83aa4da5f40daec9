import type { AadTokenOptions, AadTokenSource } from './aadToken';

export interface ExpiringToken {
  readonly value: string;
  /** Milliseconds since 1970 from which it is not used any more. */
  readonly expires: number;
}

/** Keeps the tokens of a source that would get a new one each time, each to its own expiry. */
export function cacheAadTokens(
  request: (tenant: string | undefined, options: AadTokenOptions) => Promise<ExpiringToken>,
  clock: () => number,
): AadTokenSource {
  const kept = new Map<string, ExpiringToken>();
  return {
    async get(tenant, options) {
      const key = JSON.stringify([tenant, options.scope]);
      const known = kept.get(key);
      if (known && known.expires > clock() && known.value !== options.refused) return known.value;
      const token = await request(tenant, options);
      kept.set(key, token);
      return token.value;
    },
  };
}
