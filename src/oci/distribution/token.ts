import type { Abortable } from '../../base/abort';
import { parseObject, type JsonObject } from '../json';
import { readBody, tokenLimit } from './body';
import { basicAuthorization, type Credential } from './credential';
import { jwtLifetime } from './jwt';
import { isSuccess, type HttpRequest, type Send } from './message';
import { problemOf } from './problem';
import { invalidReply } from './reply';

export interface Token {
  readonly value: string;
  /** Milliseconds since 1970 from which it is not used any more: a little before the server stops taking it. */
  readonly expires: number;
}

export interface TokenRequest extends Abortable {
  /** The address of the token server, as the challenge names it. */
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  /** Undefined asks for an anonymous token. */
  readonly credential: Credential | undefined;
  /** The registry the token is for. */
  readonly host: string;
}

/** Seconds a token lives where neither the server nor the token itself says (distribution, token authentication, `expires_in`). */
const defaultLifetime = 60;
const clientId = 'chartroom';

/**
 * Gets a token. GET for a user name and password, as all token servers know it; POST (OAuth 2) only
 * where a refresh token leaves no choice, as many answer it with 400, 401, 404 or 405.
 */
export async function requestToken(
  send: Send,
  request: TokenRequest,
  clock: () => number,
): Promise<Token> {
  const asked = clock();
  const response = await send(
    request.credential?.kind === 'identity-token'
      ? refreshGrant(request, request.credential.token)
      : tokenQuery(request),
  );
  const subject = { host: request.host, endpoint: request.realm, name: nameOf(request) };
  if (!isSuccess(response)) {
    // A token server says 400 as well for a refresh token that is worth nothing (RFC 6749, section 5.2).
    const status = response.status === 400 && request.credential ? 401 : response.status;
    const identified = request.credential !== undefined;
    throw await problemOf({ ...response, status, identified }, subject);
  }
  const { bytes, truncated } = await readBody(response, tokenLimit);
  const invalid = (reason: string, cause?: unknown): Error => invalidReply(subject, reason, cause);
  if (truncated) throw invalid('it is too long');
  return parseToken(parseObject(bytes, invalid), asked, invalid);
}

function tokenQuery(request: TokenRequest): HttpRequest {
  const { realm, service, scopes, credential, signal } = request;
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.append('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const headers =
    credential?.kind === 'basic'
      ? { authorization: basicAuthorization(credential.username, credential.password) }
      : {};
  return { method: 'GET', url, headers, signal };
}

function refreshGrant(request: TokenRequest, refreshToken: string): HttpRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
  });
  // What GET /v2/ needs has no scope, and an empty one is no valid scope (RFC 6749, section 3.3).
  if (request.scopes.length > 0) form.set('scope', request.scopes.join(' '));
  if (request.service !== undefined) form.set('service', request.service);
  const bytes = Buffer.from(form.toString());
  return {
    method: 'POST',
    url: request.realm,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: { size: bytes.length, open: () => Promise.resolve(bytes) },
    confined: true,
    signal: request.signal,
  };
}

function parseToken(
  document: JsonObject,
  asked: number,
  invalid: (reason: string) => Error,
): Token {
  const value = [document['token'], document['access_token']].find(
    (candidate) => typeof candidate === 'string' && candidate !== '',
  );
  // It goes into a header line.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) throw invalid('it has no token');
  const given = document['expires_in'];
  const seconds = typeof given === 'number' && given > 0 ? given : jwtLifetime(value, asked);
  return { value, expires: asked + (seconds ?? defaultLifetime) * 900 };
}

function nameOf({ scopes, host }: TokenRequest): string {
  const [, name] = /^repository:(.*):[^:]*$/.exec(scopes[0] ?? '') ?? [];
  return name ?? host;
}
