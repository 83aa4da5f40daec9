import { createHmac } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** Makes and checks JSON Web Tokens (RFC 7519, HS256). */
export interface Signer {
  sign(claims: Claims): string;
  /** Undefined for a token of another signer. Looks at no claim. */
  verify(token: string): Claims | undefined;
}

export function createSigner(secret: string): Signer {
  const signatureOf = (content: string): string =>
    createHmac('sha256', secret).update(content).digest('base64url');
  return {
    sign(claims) {
      const content = [{ alg: 'HS256', typ: 'JWT' }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      return `${content}.${signatureOf(content)}`;
    },
    verify(token) {
      const [header = '', payload = '', signature = ''] = token.split('.');
      if (signature !== signatureOf(`${header}.${payload}`)) return undefined;
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
    },
  };
}
