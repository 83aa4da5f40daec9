import { Refusal } from '../registry/refusal';
import { registryAudience, armAudience, readEntraToken } from './entra';
import { createSigner } from './jwt';

/** What an account may do; `*` stands for every repository. */
export interface Rights {
  readonly repositories: Readonly<Record<string, readonly string[]>>;
  readonly catalog?: boolean;
}

export interface TokenRules {
  /** The tenant the registry belongs to. */
  readonly tenant: string;
  /** By the subject of a Microsoft account, or the name of a token or user. */
  readonly accounts: Readonly<Record<string, Rights>>;
  /** Of those who sign in by name. */
  readonly passwords?: Readonly<Record<string, string>>;
  readonly anonymous?: Rights;
  /** False where `azureADAuthenticationAsArmPolicy` is disabled. */
  readonly takesArmTokens?: boolean;
  /** The address of Resource Manager; that of the public cloud when not given. */
  readonly armAudience?: string;
  /** Seconds. */
  readonly refreshLifetime?: number;
  readonly accessLifetime?: number;
  readonly clock: () => number;
}

export interface TokenRequest {
  /** The grant type, or `basic` or `anonymous` for a GET. */
  readonly grant: string;
  readonly scopes: readonly string[];
}

/** The two token endpoints of a registry (Azure/acr, AAD-OAuth.md) and the check of what they give. */
export interface Tokens {
  readonly requests: readonly TokenRequest[];
  exchange(form: URLSearchParams, service: string): string;
  refresh(form: URLSearchParams, service: string): string;
  withLogin(
    login: string | undefined,
    scopes: readonly string[],
    service: string | null,
    own: string,
  ): string;
  /** The actions a bearer token has on `repository:NAME` or `registry:catalog`; undefined when it is not valid. */
  allowed(token: string, resource: string, service: string): readonly string[] | undefined;
  /** No refresh token given so far is taken any more. */
  revoke(): void;
}

export function createTokens(rules: TokenRules): Tokens {
  const signer = createSigner('the registry');
  const requests: TokenRequest[] = [];
  let generation = 0;

  const issue = (kind: string, service: string, lifetime: number, more: object): string => {
    const iat = Math.floor(rules.clock() / 1000);
    return signer.sign({ kind, aud: service, iat, exp: iat + lifetime, generation, ...more });
  };
  const valid = (token: string, kind: string, service: string) => {
    const claims = signer.verify(token);
    if (claims?.['kind'] !== kind || claims['aud'] !== service) return undefined;
    return Number(claims['exp']) * 1000 > rules.clock() ? claims : undefined;
  };
  const access = (rights: Rights, scopes: readonly string[], service: string): string =>
    issue('access', service, rules.accessLifetime ?? 4500, {
      access: scopes.flatMap((scope) => granted(rights, scope)),
    });

  return {
    requests,
    revoke: () => generation++,

    exchange(form, service) {
      requests.push({ grant: 'access_token', scopes: [] });
      if (form.get('grant_type') !== 'access_token') throw refused();
      if (form.get('service') !== service) throw refused();
      const token = readEntraToken(form.get('access_token') ?? '');
      const audiences = [
        registryAudience,
        ...(rules.takesArmTokens === false ? [] : [rules.armAudience ?? armAudience]),
      ];
      if (token === undefined || !audiences.includes(token.audience)) throw refused();
      if (token.tenant !== rules.tenant || token.expires <= rules.clock()) throw refused();
      return issue('refresh', service, rules.refreshLifetime ?? 10_800, { sub: token.subject });
    },

    refresh(form, service) {
      const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
      requests.push({ grant: form.get('grant_type') ?? '', scopes });
      if (form.get('grant_type') !== 'refresh_token' || form.get('service') !== service) {
        throw refused();
      }
      const claims = valid(form.get('refresh_token') ?? '', 'refresh', service);
      if (claims?.['generation'] !== generation) throw refused();
      return access(rules.accounts[String(claims['sub'])] ?? { repositories: {} }, scopes, service);
    },

    withLogin(login, scopes, service, own) {
      requests.push({ grant: login === undefined ? 'anonymous' : 'basic', scopes });
      if (service !== own) throw refused();
      if (login === undefined) {
        if (!rules.anonymous) throw refused();
        return access(rules.anonymous, scopes, own);
      }
      const [name = '', password = ''] = login.split(':');
      const account = rules.accounts[name];
      if (account === undefined || rules.passwords?.[name] !== password) throw refused();
      return access(account, scopes, own);
    },

    allowed(token, resource, service) {
      const claims = valid(token, 'access', service);
      if (claims === undefined) return undefined;
      const entries = claims['access'] as readonly { resource: string; actions: string[] }[];
      return entries.filter((one) => one.resource === resource).flatMap(({ actions }) => actions);
    },
  };
}

export function refused(): Refusal {
  const message =
    'authentication required, visit https://aka.ms/acr/authorization for more information.';
  return new Refusal(401, 'UNAUTHORIZED', message);
}

/** The part of a scope that the account has; nothing at all is granted silently too. */
function granted(rights: Rights, scope: string): { resource: string; actions: string[] }[] {
  const [, type = '', name = '', wanted = ''] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
  const resource = `${type}:${name}`;
  if (resource === 'registry:catalog') {
    return rights.catalog === true ? [{ resource, actions: ['*'] }] : [];
  }
  const own = rights.repositories[name] ?? rights.repositories['*'] ?? [];
  return [{ resource, actions: wanted.split(',').filter((action) => own.includes(action)) }];
}
