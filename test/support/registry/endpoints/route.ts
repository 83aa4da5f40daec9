import { checkName } from '../grammar';
import { jsonReply, pageNotFound, type Reply } from '../http/reply';
import type { RegistryRequest } from '../http/request';
import type { Storage } from '../storage/storage';
import { blobs } from './blobs';
import { catalog, tagsList } from './lists';
import { manifests, type ManifestRules } from './manifests';
import { referrers } from './referrers';
import { continueUpload, startUpload, type UploadRules } from './uploads';

export interface ApiRules extends UploadRules, ManifestRules {
  readonly catalog: boolean;
  /** The most entries a page of a list has. */
  readonly pageSize: number | undefined;
}

/** What a path of the API names, without looking at anything stored. */
export type Resource =
  | { readonly kind: 'base' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'uploads' | 'blob' | 'manifest' | 'tags' | 'referrers';
      readonly name: string;
      /** Upload id, digest or reference; empty where there is none. */
      readonly item: string;
    };

const patterns = [
  { kind: 'uploads', pattern: /^\/v2\/(.+)\/blobs\/uploads\/([^/]*)$/ },
  { kind: 'blob', pattern: /^\/v2\/(.+)\/blobs\/([^/]+)$/ },
  { kind: 'manifest', pattern: /^\/v2\/(.+)\/manifests\/([^/]+)$/ },
  { kind: 'tags', pattern: /^\/v2\/(.+)\/tags\/(list)$/ },
  { kind: 'referrers', pattern: /^\/v2\/(.+)\/referrers\/([^/]+)$/ },
] as const;

export function resourceOf(pathname: string): Resource {
  if (/^\/v2\/?$/.test(pathname)) return { kind: 'base' };
  if (pathname === '/v2/_catalog') return { kind: 'catalog' };
  for (const { kind, pattern } of patterns) {
    const [, name, item] = pattern.exec(pathname) ?? [];
    if (name !== undefined && item !== undefined) return { kind, name, item };
  }
  return { kind: 'none' };
}

/** Answers a request that is allowed. */
export async function answer(
  request: RegistryRequest,
  resource: Resource,
  storage: Storage,
  rules: ApiRules,
): Promise<Reply> {
  if (resource.kind === 'none') return pageNotFound;
  if (resource.kind === 'base') return jsonReply(200, {});
  if (resource.kind === 'catalog') {
    return rules.catalog ? catalog(request, storage, rules.pageSize) : pageNotFound;
  }
  const repository = storage.repository(checkName(resource.name));
  const { item } = resource;
  switch (resource.kind) {
    case 'uploads':
      return item === ''
        ? startUpload(request, storage, repository, rules)
        : continueUpload(request, storage, repository, item, rules);
    case 'blob':
      return blobs(request, storage, repository, item);
    case 'manifest':
      return manifests(request, storage, repository, item, rules);
    case 'tags':
      return tagsList(request, repository, rules.pageSize);
    case 'referrers':
      if (!rules.referrers) return pageNotFound;
      return referrers(request, storage, repository, item, rules.pageSize);
  }
}
