import type { Page } from '../base/page';
import type { ListOptions } from '../oci/store';
import type { Registry, Repository, RepositoryCreation } from './registry';

/** What only some registries and their repositories can do: the names of the members that are there when they can. */
export type Capability =
  | 'creation'
  | 'deleteRepository'
  | 'portalUrl'
  | 'immutable'
  | 'describe'
  | 'deleteVersion'
  | 'untag'
  | 'replicas'
  | 'lock'
  | 'deletesWithLastTag';

export interface LazyRegistryOptions extends Pick<
  Registry,
  'id' | 'kind' | 'host' | 'label' | 'metersReads'
> {
  readonly capabilities: readonly Capability[];
  /** Loads the code that speaks to the registry and makes its client. Called once, and again after it failed. */
  readonly open: () => Promise<Registry>;
}

/**
 * A registry whose code is loaded with the first question it is asked. What it can do is known
 * before, so that a surface can offer it.
 */
export function lazyRegistry(options: LazyRegistryOptions): Registry {
  const { id, kind, host, label, metersReads } = options;
  const can = new Set(options.capabilities);
  let opening: Promise<Registry> | undefined;
  const open = (): Promise<Registry> => {
    opening ??= options.open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    ...{ id, kind, host, label, metersReads },
    check: async (abortable) => (await open()).check(abortable),
    repositories: (listOptions) => laterPages(async () => (await open()).repositories(listOptions)),
    repository: (name) => lazyRepository(host, name, can, open),
    ...(can.has('creation') && { creation: lazyCreation(open) }),
    ...(can.has('deleteRepository') && {
      deleteRepository: async (name, abortable) => {
        await present((await open()).deleteRepository)(name, abortable);
      },
    }),
    ...(can.has('portalUrl') && {
      portalUrl: async (repository, version) =>
        present((await open()).portalUrl)(repository, version),
    }),
  };
}

function lazyRepository(
  host: string,
  name: string,
  can: ReadonlySet<Capability>,
  openRegistry: () => Promise<Registry>,
): Repository {
  let opening: Promise<Repository> | undefined;
  const open = (): Promise<Repository> => {
    opening ??= openRegistry()
      .then((registry) => registry.repository(name))
      .catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
    return opening;
  };
  return {
    ...{ name, host, repository: name, location: `${host}/${name}` },
    resolve: async (...args) => (await open()).resolve(...args),
    manifest: async (...args) => (await open()).manifest(...args),
    blob: async (...args) => (await open()).blob(...args),
    has: async (...args) => (await open()).has(...args),
    pushBlob: async (...args) => (await open()).pushBlob(...args),
    pushManifest: async (...args) => (await open()).pushManifest(...args),
    mount: async (...args) => (await open()).mount(...args),
    hasOrOpens: async (...args) => (await open()).hasOrOpens(...args),
    tag: async (...args) => (await open()).tag(...args),
    referrers: async (...args) => (await open()).referrers(...args),
    versions: (listOptions?: ListOptions) =>
      laterPages(async () => (await open()).versions(listOptions)),
    ...(can.has('immutable') && {
      immutable: async (...args) => present((await open()).immutable)(...args),
    }),
    ...(can.has('describe') && {
      describe: async (...args) => present((await open()).describe)(...args),
    }),
    ...(can.has('deleteVersion') && {
      deleteVersion: async (...args) => present((await open()).deleteVersion)(...args),
    }),
    ...(can.has('untag') && { untag: async (...args) => present((await open()).untag)(...args) }),
    ...(can.has('replicas') && {
      replicas: async (...args) => present((await open()).replicas)(...args),
    }),
    ...(can.has('lock') && { lock: async (...args) => present((await open()).lock)(...args) }),
    ...(can.has('deletesWithLastTag') && { deletesWithLastTag: true }),
  };
}

function lazyCreation(open: () => Promise<Registry>): RepositoryCreation {
  const creation = async (): Promise<RepositoryCreation> => present((await open()).creation);
  return {
    choices: async () => (await creation()).choices(),
    problemWithName: async (name) => (await creation()).problemWithName(name),
    madeByPush: async (...args) => (await creation()).madeByPush(...args),
    exists: async (...args) => (await creation()).exists(...args),
    create: async (...args) => (await creation()).create(...args),
  };
}

/** A capability is announced by the provider itself, so one that is missing is a mistake of ours. */
function present<T>(member: T | undefined): T {
  if (member === undefined) throw new TypeError('A registry announced more than it can do');
  return member;
}

async function* laterPages<T>(
  open: () => Promise<AsyncIterable<Page<T>>>,
): AsyncGenerator<Page<T>> {
  yield* await open();
}
