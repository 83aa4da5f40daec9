import { createSigner } from './jwt';

export const registryAudience = 'https://containerregistry.azure.net';
export const armAudience = 'https://management.azure.com';

const signer = createSigner('Microsoft Entra');

export interface EntraToken {
  readonly tenant: string;
  /** Who it is of. */
  readonly subject: string;
  readonly audience: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** An access token of Microsoft Entra. */
export function entraToken({ tenant, subject, audience, expires }: EntraToken): string {
  return signer.sign({ tid: tenant, oid: subject, aud: audience, exp: Math.floor(expires / 1000) });
}

/** Undefined for what Entra has not signed. */
export function readEntraToken(token: string): EntraToken | undefined {
  const { tid, oid, aud, exp } = signer.verify(token) ?? {};
  if (typeof exp !== 'number') return undefined;
  return { tenant: String(tid), subject: String(oid), audience: String(aud), expires: exp * 1000 };
}
