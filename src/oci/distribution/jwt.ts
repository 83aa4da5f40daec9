import { isObject, type JsonObject } from '../json';

/**
 * The claims of a JSON Web Token (RFC 7519), without a look at its signature: who it is for checks
 * that. Undefined when it is none.
 */
export function jwtClaims(token: string): JsonObject | undefined {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isObject(claims) ? claims : undefined;
  } catch (error) {
    // Three words with dots between them are no token.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Seconds a token lives from `now` (milliseconds since 1970) by its own `exp`, or undefined when it
 * does not say or is over. Where the clocks disagree, what lies between `iat` and `exp` bounds it.
 */
export function jwtLifetime(token: string, now: number): number | undefined {
  const { exp, iat } = jwtClaims(token) ?? {};
  if (typeof exp !== 'number') return undefined;
  const left = exp - now / 1000;
  const whole = typeof iat === 'number' ? exp - iat : left;
  const seconds = Math.min(left, whole);
  return seconds > 0 ? seconds : undefined;
}
