import { jsonReply, type Reply } from '../http/reply';
import { readAll, type RegistryRequest } from '../http/request';
import { Refusal, unsupported } from '../refusal';
import { formatScopes, parseScope } from './scope';
import type { TokenSigner } from './token';
import { grant, isPassword, userOf, type Users } from './users';

export interface TokenRules extends Users {
  /** True when anybody may pull. */
  readonly anonymousPull?: boolean;
  readonly tokenLifetimeSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

interface TokenRequest {
  readonly user: string | undefined;
  readonly service: string | null;
  readonly scopes: readonly string[];
  readonly wantsRefreshToken: boolean;
}

const formLimit = 64 * 1024;
const refreshLifetime = 365 * 24 * 3600 * 1000;

/**
 * The token server (distribution, "Token Authentication Specification" for GET and "Oauth2 Token
 * Authentication" for POST). It grants what it can of what is asked for, with status 200.
 */
export async function tokenEndpoint(
  request: RegistryRequest,
  rules: TokenRules,
  signer: TokenSigner,
  service: string,
): Promise<Reply> {
  const now = (rules.now ?? Date.now)();
  const wanted = await readTokenRequest(request, rules, signer, now);
  if (wanted.service !== service) {
    throw new Refusal(400, 'UNSUPPORTED', `The service must be ${service}`);
  }
  const lifetime = rules.tokenLifetimeSeconds ?? 300;
  const { user } = wanted;
  const asked = wanted.scopes.flatMap((text) => parseScope(text) ?? []);
  const scopes = grant(user, asked, rules);
  const token = signer.sign({ kind: 'access', user, scopes, expires: now + lifetime * 1000 });
  return jsonReply(200, {
    token,
    access_token: token,
    scope: formatScopes(scopes),
    expires_in: lifetime,
    issued_at: new Date(now).toISOString(),
    ...(wanted.wantsRefreshToken && {
      refresh_token: signer.sign({
        kind: 'refresh',
        user,
        scopes: [],
        expires: now + refreshLifetime,
      }),
    }),
  });
}

async function readTokenRequest(
  request: RegistryRequest,
  rules: TokenRules,
  signer: TokenSigner,
  now: number,
): Promise<TokenRequest> {
  switch (request.method) {
    case 'GET':
      return {
        user: basicUser(request, rules),
        service: request.query.get('service'),
        scopes: scopeTexts(request.query),
        wantsRefreshToken: request.query.get('offline_token') === 'true',
      };
    case 'POST': {
      const form = new URLSearchParams((await readAll(request.body, formLimit)).toString());
      return {
        user: grantUser(form, rules, signer, now),
        service: form.get('service'),
        scopes: scopeTexts(form),
        wantsRefreshToken: form.get('access_type') === 'offline',
      };
    }
    default:
      throw unsupported(request.method);
  }
}

function scopeTexts(parameters: URLSearchParams): string[] {
  return parameters.getAll('scope').flatMap((value) => value.split(' '));
}

function basicUser(request: RegistryRequest, rules: TokenRules): string | undefined {
  const { authorization } = request.headers;
  const user = userOf(authorization, rules);
  if (user !== undefined) return user;
  if (authorization === undefined && rules.anonymousPull) return undefined;
  throw new Refusal(401, 'UNAUTHORIZED', 'The user name or the password is wrong', {
    'www-authenticate': 'Basic realm="Token server"',
  });
}

function grantUser(
  form: URLSearchParams,
  rules: TokenRules,
  signer: TokenSigner,
  now: number,
): string {
  const user =
    form.get('grant_type') === 'refresh_token'
      ? refreshUser(signer.read(form.get('refresh_token') ?? '', now))
      : passwordUser(form, rules);
  if (user !== undefined && form.get('client_id')) return user;
  throw new Refusal(401, 'UNAUTHORIZED', 'The grant is not valid');
}

function refreshUser(content: ReturnType<TokenSigner['read']>): string | undefined {
  return content?.kind === 'refresh' ? content.user : undefined;
}

function passwordUser(form: URLSearchParams, rules: TokenRules): string | undefined {
  const user = form.get('username');
  const password = form.get('password');
  if (form.get('grant_type') !== 'password' || user === null || password === null) return undefined;
  return isPassword(rules.users, user, password) ? user : undefined;
}
