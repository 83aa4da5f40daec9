import { isAbsolute, join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { dependencyOrigin } from '../../chart/dependencyOrigin';
import { isSameRepository, type HelmRepository } from '../../chart/helmRepositories';
import type { Dependency } from '../../chart/metadata';
import type {
  ChartRepository,
  ChartRepositoryAccess,
} from '../../registries/chartRepository/chartRepository';
import type { Registry } from '../../registries/registry';
import { folderSource } from './folderSource';
import { createIndexes } from './indexes';
import { indexSource } from './indexSource';
import { createOciVersions, ociArchive, ociSource } from './ociSource';
import type { ChartSource, LookUpOptions, PublishedVersion } from './source';

export interface DependencySourcesOptions {
  /** The client of a registry host. */
  readonly registry: (host: string) => Registry;
  /** What Helm's repositories.yaml has. */
  readonly helmRepositories: (options: Abortable) => Promise<readonly HelmRepository[]>;
  /** The client of a chart repository. */
  readonly chartRepository: (url: string, access: ChartRepositoryAccess) => ChartRepository;
  /** Whether a chart folder may be read: one outside a workspace that is not trusted may not. */
  readonly mayRead?: ((directory: string) => boolean) | undefined;
  /** Milliseconds since 1970. */
  readonly clock?: (() => number) | undefined;
  /** Milliseconds for which what was listed counts as true; five minutes when not given. */
  readonly expiry?: number | undefined;
}

export interface DependencyLookUp extends LookUpOptions {
  /** Folder of the chart that has the dependency; `file://` begins there, and so do charts/. */
  readonly chart: string;
}

/** Where charts that others depend on come from; remembers what it was told. Keep one. */
export interface DependencySources {
  /**
   * What is published of a dependency, newest first, as Helm would read it; of a folder, its one version.
   * @throws ChartroomError `dependency.repository-invalid`, `dependency.alias-unknown`, `dependency.vendored`,
   *   `dependency.not-found`, and what a registry, a chart repository or a chart folder throws
   */
  versionsOf(
    dependency: Pick<Dependency, 'name' | 'repository'>,
    options: DependencyLookUp,
  ): Promise<readonly PublishedVersion[]>;
  /** Names of the charts of a repository that has an index; of any other undefined. */
  chartNames(repository: string, options?: LookUpOptions): Promise<readonly string[] | undefined>;
  /** The client of a repository that has an index. @throws ChartroomError `repository.url-invalid` */
  chartRepository(url: string, options?: Abortable): Promise<ChartRepository>;
  /** What Helm's repositories.yaml has. */
  helmRepositories(options?: Abortable): Promise<readonly HelmRepository[]>;
  /** The URL in place of `@name` and `alias:name`; anything else as it is. @throws ChartroomError `dependency.alias-unknown` */
  resolveAlias(repository: string, options?: Abortable): Promise<string>;
  /** The source of a dependency; one without a repository has none. */
  of(
    dependency: Pick<Dependency, 'name' | 'repository'>,
    options: DependencyLookUp,
  ): Promise<ChartSource>;
  /** Forgets what was listed, for example after signing in. */
  forget(): void;
}

const fiveMinutes = 300_000;

export function createDependencySources(options: DependencySourcesOptions): DependencySources {
  const { clock = Date.now, expiry = fiveMinutes } = options;
  const indexes = createIndexes({ clock, expiry });
  const ociVersions = createOciVersions({ clock, expiry });

  const repositoryAt = async (url: string, abortable: Abortable): Promise<ChartRepository> => {
    const known = await options.helmRepositories(abortable);
    const entry = known.find((candidate) => isSameRepository(candidate.url, url));
    return options.chartRepository(url, entry ?? {});
  };
  const resolveAlias = async (repository: string, abortable: Abortable = {}): Promise<string> => {
    const origin = dependencyOrigin({ name: '', repository });
    if (origin.kind !== 'alias') return repository;
    const known = await options.helmRepositories(abortable);
    const entry = known.find(({ name }) => name === origin.name);
    if (!entry) throw unknownAlias(repository, known);
    return entry.url;
  };
  const of: DependencySources['of'] = async (dependency, lookUp) => {
    const repository = await resolveAlias(dependency.repository, lookUp);
    const { name } = dependency;
    const origin = dependencyOrigin({ name, repository });
    switch (origin.kind) {
      case 'oci': {
        const registry = options.registry(origin.host);
        return ociSource(registry.repository(origin.repository), name, repository, ociVersions);
      }
      case 'http':
        return indexSource(await repositoryAt(origin.url, lookUp), name, repository, {
          indexes,
          ociArchive: (url, abortable) => ociArchive(url, options.registry, abortable),
        });
      case 'folder': {
        const path = isAbsolute(origin.path) ? origin.path : join(lookUp.chart, origin.path);
        if (options.mayRead?.(path) === false) throw untrusted(name, path);
        return folderSource(path, repository);
      }
      case 'vendored':
        throw vendored(name);
      case 'alias':
      case 'unknown':
        throw unusable(name, repository);
    }
  };

  return {
    of,
    resolveAlias,
    chartRepository: (url, abortable = {}) => repositoryAt(url, abortable),
    helmRepositories: (abortable = {}) => options.helmRepositories(abortable),
    versionsOf: async (dependency, lookUp) => (await of(dependency, lookUp)).versions(lookUp),
    chartNames: async (repository, lookUp = {}) => {
      const url = await resolveAlias(repository, lookUp);
      const origin = dependencyOrigin({ name: '', repository: url });
      if (origin.kind !== 'http') return undefined;
      return (await indexes.of(await repositoryAt(url, lookUp), lookUp)).names;
    },
    forget: () => {
      indexes.forget();
      ociVersions.forget();
    },
  };
}

function unknownAlias(repository: string, known: readonly HelmRepository[]): ChartroomError {
  const names = known.map(({ name }) => `@${name}`).join(', ');
  return new ChartroomError({
    code: 'dependency.alias-unknown',
    template: names
      ? "{repository} is not among the repositories of Helm's repositories.yaml: {names}"
      : "{repository} cannot be looked up: Helm's repositories.yaml names no repositories",
    facts: { repository, names },
  });
}

function untrusted(name: string, path: string): ChartroomError {
  return new ChartroomError({
    code: 'dependency.untrusted',
    template:
      'The dependency "{name}" is in {path}, outside the workspace, which is read only when the workspace is trusted',
    facts: { name, path },
  });
}

function vendored(name: string): ChartroomError {
  return new ChartroomError({
    code: 'dependency.vendored',
    template: 'The dependency "{name}" names no repository: it is what is in charts/',
    facts: { name },
  });
}

function unusable(name: string, repository: string): ChartroomError {
  return new ChartroomError({
    code: 'dependency.repository-invalid',
    template:
      'The dependency "{name}" names the repository "{repository}", which is none that Helm knows: expected oci://, https://, file:// or @name',
    facts: { name, repository },
  });
}
