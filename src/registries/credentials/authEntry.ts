import type { Credential } from '../../oci/distribution/credential';
import type { Invalid, JsonObject } from '../../oci/json';

/**
 * The login in an entry of `auths` (docker/cli, types.AuthConfig); undefined for one that only says
 * that a helper has it.
 * @throws what `invalid` makes; no part of the entry is quoted
 */
export function credentialOf(
  server: string,
  entry: JsonObject,
  invalid: Invalid,
): Credential | undefined {
  const identityToken = textIn(entry, 'identitytoken');
  if (identityToken) return { kind: 'identity-token', token: identityToken };
  const registryToken = textIn(entry, 'registrytoken');
  if (registryToken) return { kind: 'bearer', token: registryToken };
  const auth = textIn(entry, 'auth');
  if (auth) return decodeAuth(server, auth, invalid);
  return basic(textIn(entry, 'username') ?? '', textIn(entry, 'password') ?? '');
}

/** `user:password` in base64; a password may hold colons, and some writers padded it with NULs. */
function decodeAuth(server: string, auth: string, invalid: Invalid): Credential | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(auth)) {
    throw invalid(`the auth of ${server} is not base64`);
  }
  const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  if (colon < 0) throw invalid(`the auth of ${server} holds no user name and password`);
  return basic(decoded.slice(0, colon), decoded.slice(colon + 1));
}

function basic(username: string, password: string): Credential | undefined {
  return username === '' && password === '' ? undefined : { kind: 'basic', username, password };
}

function textIn(entry: JsonObject, field: string): string | undefined {
  const value = entry[field];
  return typeof value === 'string' ? value : undefined;
}
