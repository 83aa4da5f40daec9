import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Scope } from './scope';

export interface TokenContent {
  readonly kind: 'access' | 'refresh';
  /** Absent for an anonymous token. */
  readonly user?: string | undefined;
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface TokenSigner {
  sign(content: TokenContent): string;
  /** Undefined when the token is forged, expired, or of another server. */
  read(token: string, now: number): TokenContent | undefined;
}

/** Tokens that carry their own content and are valid as long as this server runs. */
export function createSigner(): TokenSigner {
  const key = randomBytes(32);
  const signature = (payload: string): string =>
    createHmac('sha256', key).update(payload).digest('base64url');
  return {
    sign: (content) => {
      const payload = Buffer.from(JSON.stringify(content)).toString('base64url');
      return `${payload}.${signature(payload)}`;
    },
    read: (token, now) => {
      const [payload = '', given = ''] = token.split('.');
      if (!isEqual(given, signature(payload))) return undefined;
      // Signed with our key: it is what `sign` wrote.
      const content = JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenContent;
      return content.expires > now ? content : undefined;
    },
  };
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
