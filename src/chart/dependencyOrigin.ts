import type { Dependency } from './metadata';

/** Where a dependency comes from, by the form of its `repository` (Helm, internal/resolver/resolver.go and pkg/downloader/manager.go). */
export type DependencyOrigin =
  /** No repository: the chart is in `charts/` as somebody put it there. */
  | { readonly kind: 'vendored' }
  /** `file://`: a chart folder, absolute or from the folder of the chart. */
  | { readonly kind: 'folder'; readonly path: string }
  /** `oci://`: the repository has the chart's name at its end. */
  | { readonly kind: 'oci'; readonly host: string; readonly repository: string }
  /** A repository with an index.yaml. */
  | { readonly kind: 'http'; readonly url: string }
  /** `@name` or `alias:name`: an entry of Helm's repositories.yaml. */
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'unknown' };

export function dependencyOrigin({
  name,
  repository,
}: Pick<Dependency, 'name' | 'repository'>): DependencyOrigin {
  if (repository === '') return { kind: 'vendored' };
  if (repository.startsWith('file://')) {
    return { kind: 'folder', path: repository.slice('file://'.length) };
  }
  if (repository.startsWith('oci://')) return ociOrigin(repository.slice('oci://'.length), name);
  const alias = /^(?:@|alias:)(.+)$/.exec(repository)?.[1];
  if (alias !== undefined) return { kind: 'alias', name: alias };
  const isHttp = /^https?:\/\//i.test(repository) && URL.canParse(repository);
  return isHttp ? { kind: 'http', url: repository } : { kind: 'unknown' };
}

function ociOrigin(location: string, name: string): DependencyOrigin {
  const [host = '', ...path] = location.replace(/\/+$/, '').split('/');
  return host === ''
    ? { kind: 'unknown' }
    : { kind: 'oci', host, repository: [...path, name].join('/') };
}
