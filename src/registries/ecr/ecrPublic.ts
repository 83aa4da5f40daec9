import { ECRPUBLICClient } from '@aws-sdk/client-ecr-public';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { Log } from '../../base/log';
import type { Page } from '../../base/page';
import type { CredentialSource } from '../../oci/distribution/credential';
import { createHost } from '../../oci/distribution/host';
import type { ListOptions } from '../../oci/store';
import { noCatalog } from '../noCatalog';
import type { Registry, RepositoryCreation, RepositoryEntry } from '../registry';
import { createAsk } from './ask';
import { clientSettings } from './awsClient';
import { problemWithName } from './creation';
import type { EcrOptions } from './ecr';
import { publicHost, publicTokenRegion } from './host';
import type { AwsLogin } from './login';
import { publicPublishingPolicy } from './policy';
import { createPublicControl, type PublicControl } from './publicControl';
import { publicRepository } from './publicRepository';
import { explained } from './repository';
import { tokenCredentials } from './token';
import type { Asked } from './problem';

export interface EcrPublicOptions extends Omit<
  EcrOptions,
  'account' | 'region' | 'host' | 'login' | 'namespaces'
> {
  /** Without one public repositories are read anonymously, and nothing is published. */
  readonly login?: AwsLogin | undefined;
}

/** Amazon ECR Public: everybody's public charts, and publishing to the login's own. Names begin with an alias. */
export function createEcrPublicRegistry(options: EcrPublicOptions): Registry {
  const { id, label, endpoints, login, log, repositories = [] } = options;
  const hostName = endpoints?.registry ?? publicHost;
  const asked: Asked = {
    host: hostName,
    registry: id,
    profile: login?.profile,
    policy: (_action, repository = '*') => ({
      title: 'IAM policy for publishing to ECR Public',
      text: publicPublishingPolicy({ account: '*', repositories: withoutAlias(repository) }),
    }),
  };
  const own = login && openControl(options, login, asked);
  const token = tokenSource(hostName, own, options.clock ?? Date.now);
  const host = createHost({
    ...options,
    host: hostName,
    credentials: elseAnonymous(token, log),
  });
  const signedIn = async (abortable?: Abortable): Promise<unknown> =>
    (await token.get(hostName, abortable)) ?? Promise.reject(readsOnly(hostName));

  return {
    id,
    kind: 'ecr-public',
    host: hostName,
    label,
    metersReads: false,
    check: (abortable) => host.ping(abortable),
    repositories: (listOptions = {}) => listRepositories(own, repositories, hostName, listOptions),
    repository: (name) =>
      publicRepository({
        remote: explained({ remote: host.repository(name), asked }),
        signedIn,
        own: own && {
          control: own.control,
          name: async (abortable) => ownName(name, await own.aliases(abortable)),
          mustBeOwn: (abortable) => mustBeOwn(own, name, abortable),
        },
      }),
    ...(own && {
      creation: publicCreation(own),
      deleteRepository: async (name, abortable) => {
        await own.control.deleteRepository(await mustBeOwn(own, name, abortable), abortable);
      },
    }),
    portalUrl: (repository) => Promise.resolve(`https://gallery.ecr.aws/${repository ?? ''}`),
  };
}

interface Own {
  readonly control: PublicControl;
  /** Asked once; an account rarely gets another. */
  readonly aliases: (options?: Abortable) => Promise<readonly string[]>;
}

function openControl(options: EcrPublicOptions, login: AwsLogin, asked: Asked): Own {
  const settings = {
    region: publicTokenRegion,
    login,
    userAgent: options.userAgent,
    endpoint: options.endpoints?.api,
  };
  const ask = createAsk({
    ...options,
    asked,
    open: async () => new ECRPUBLICClient(await clientSettings('ecr_public', settings)),
  });
  const control = createPublicControl(ask);
  let known: readonly string[] | undefined;
  return { control, aliases: async (abortable) => (known ??= await control.aliases(abortable)) };
}

function tokenSource(host: string, own: Own | undefined, clock: () => number): CredentialSource {
  if (own === undefined) return { get: () => Promise.resolve(undefined) };
  return tokenCredentials({ host, authorize: (abortable) => own.control.token(abortable), clock });
}

/** What is public stays readable when AWS gives no token. */
function elseAnonymous(source: CredentialSource, log: Log): CredentialSource {
  return {
    async get(host, query) {
      try {
        return await source.get(host, query);
      } catch (error) {
        if (!(error instanceof ChartroomError)) throw error;
        log.warn('No login for ECR Public; reading goes on without it', { reason: error.message });
        return undefined;
      }
    },
  };
}

async function* listRepositories(
  own: Own | undefined,
  named: readonly string[],
  host: string,
  options: ListOptions,
): AsyncGenerator<Page<RepositoryEntry>> {
  let ahead: readonly RepositoryEntry[] = named.map((name) => ({ name }));
  if (own === undefined) {
    if (named.length === 0) throw noCatalog(host);
    yield { items: ahead, more: false };
    return;
  }
  for await (const { items, more } of own.control.repositories(options)) {
    const others = items.filter(({ name }) => !named.includes(name));
    yield { items: [...ahead, ...others], more };
    ahead = [];
  }
}

function publicCreation(account: Own): RepositoryCreation {
  const { control, aliases } = account;
  return {
    choices: () =>
      Promise.resolve({ mutability: [], scanOnPush: false, encryption: [], tags: true }),
    problemWithName: (name) =>
      Promise.resolve(
        name.includes('/')
          ? problemWithName(withoutAlias(name))
          : 'A public repository name begins with the alias of its registry and a slash',
      ),
    // Whose a repository is else decides about it; here nothing can be made of that name.
    madeByPush: async (name, options) => ownName(name, await aliases(options)) === undefined,
    async exists(name, options) {
      const own = ownName(name, await aliases(options));
      if (own === undefined) return true;
      try {
        await control.describeRepository(own, options);
        return true;
      } catch (error) {
        if (error instanceof ChartroomError && error.code === 'oci.not-found') return false;
        throw error;
      }
    },
    create: async (name, { tags = {} }, options) => {
      await control.createRepository(await mustBeOwn(account, name, options), tags, options);
    },
  };
}

/** AWS knows the account's repositories without the alias, so a stranger's name must not become one of them. */
async function mustBeOwn(
  { aliases }: Own,
  name: string,
  options: Abortable | undefined,
): Promise<string> {
  const own = ownName(name, await aliases(options));
  if (own !== undefined) return own;
  throw new ChartroomError({
    code: 'oci.denied',
    template: '{repository} does not belong to the account of this login',
    facts: { repository: name },
  });
}

function ownName(name: string, aliases: readonly string[]): string | undefined {
  const alias = aliases.find((own) => name.startsWith(`${own}/`));
  return alias === undefined ? undefined : name.slice(alias.length + 1);
}

function withoutAlias(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function readsOnly(host: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.unauthorized',
    template: 'Publishing to {host} takes an AWS login, and none is connected',
    facts: { host },
    remedy: { kind: 'sign-in', host },
  });
}
