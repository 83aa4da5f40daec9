import { jsonReply, pageNotFound, type Reply } from '../registry/http/reply';
import { readAll, type RegistryRequest } from '../registry/http/request';
import { Refusal } from '../registry/refusal';
import {
  isLocked,
  locked,
  type Attributes,
  type Content,
  type ManifestState,
  type RepositoryState,
  type TagState,
} from './content';

/** What a request to `/acr/v1/…` is about, and the right it needs. */
export interface MetadataRequest {
  readonly resource: string;
  readonly action: string;
  answer(): Promise<Reply> | Reply;
}

const mostAPage = 1000;
const route = /^\/acr\/v1\/([^/]+)(?:\/(_tags|_manifests)(?:\/([^/]+))?)?$/;

/** The metadata API of a registry (Azure SDK, api-version 2021-07-01). Undefined for another path. */
export function metadataRequest(
  request: RegistryRequest,
  content: Content,
): MetadataRequest | undefined {
  const path = request.path.split('?')[0] ?? '';
  if (path === '/acr/v1/_catalog') {
    return {
      resource: 'registry:catalog',
      action: '*',
      answer: () => listCatalog(request, content),
    };
  }
  const [, deleted, kind] = /^\/acr\/v1\/_deleted\/([^/]+)\/(_tags|_manifests)$/.exec(path) ?? [];
  if (deleted !== undefined) {
    const name = decodeURIComponent(deleted);
    return {
      resource: `repository:${name}`,
      action: 'deleted_read',
      answer: () => listDeleted(content.repositories.get(name), kind === '_tags'),
    };
  }
  const [, encoded, what, reference] = route.exec(path) ?? [];
  if (encoded === undefined) return undefined;
  const name = decodeURIComponent(encoded);
  return {
    resource: `repository:${name}`,
    action: actions[request.method] ?? 'none',
    answer: () => answer(request, content, name, what, reference && decodeURIComponent(reference)),
  };
}

const actions: Readonly<Record<string, string>> = {
  GET: 'metadata_read',
  PATCH: 'metadata_write',
  DELETE: 'delete',
};

async function answer(
  request: RegistryRequest,
  content: Content,
  name: string,
  what: string | undefined,
  reference: string | undefined,
): Promise<Reply> {
  const repository = content.repositories.get(name);
  if (!repository) throw new Refusal(404, 'NAME_UNKNOWN', `repository name ${name} is not known`);
  if (what === undefined) return onRepository(request, content, repository);
  if (reference === undefined) return list(request, repository, what);
  const row = (what === '_tags' ? repository.tags : repository.manifests).get(reference);
  if (!row) throw new Refusal(404, 'MANIFEST_UNKNOWN', `manifest ${reference} is not found`);
  const field = what === '_tags' ? 'tag' : 'manifest';
  switch (request.method) {
    case 'GET':
      return jsonReply(200, { imageName: name, [field]: described(row, repository) });
    case 'PATCH':
      Object.assign(row.attributes, await changes(request));
      return jsonReply(200, { imageName: name, [field]: described(row, repository) });
    case 'DELETE':
      if (what !== '_tags') return pageNotFound;
      if (isLocked(row.attributes)) throw locked();
      repository.tags.delete(reference);
      return { status: 202 };
    default:
      return pageNotFound;
  }
}

function onRepository(
  { method }: RegistryRequest,
  content: Content,
  repository: RepositoryState,
): Reply {
  if (method === 'GET') {
    const { name, attributes } = repository;
    return jsonReply(200, { imageName: name, changeableAttributes: attributes });
  }
  if (method !== 'DELETE') return pageNotFound;
  const rows = [...repository.tags.values(), ...repository.manifests.values()];
  if (rows.some(({ attributes }) => isLocked(attributes))) throw locked();
  content.repositories.delete(repository.name);
  return jsonReply(202, { manifestsDeleted: [...repository.manifests.keys()] });
}

function listCatalog(request: RegistryRequest, { repositories }: Content): Reply {
  const { items, headers } = page(request, [...repositories.keys()].sort(), (name) => name);
  return jsonReply(200, { repositories: items }, headers);
}

function listDeleted(repository: RepositoryState | undefined, ofTags: boolean): Reply {
  const all = repository?.deleted ?? [];
  return jsonReply(
    200,
    ofTags
      ? { tags: all.flatMap(({ digest, tags }) => tags.map((tag) => ({ tag, digest }))) }
      : { manifests: all.map(({ digest }) => ({ digest })) },
  );
}

function list(request: RegistryRequest, repository: RepositoryState, what: string): Reply {
  const ofTags = what === '_tags';
  const all: (TagState | ManifestState)[] = [
    ...(ofTags ? repository.tags : repository.manifests).values(),
  ];
  if (request.query.get('orderby') === 'timedesc') all.sort((a, b) => b.updated - a.updated);
  const { items, headers } = page(request, all, keyOf);
  const tagsOf = tagsByDigest(repository);
  const rows = items.map((row) => described(row, repository, tagsOf));
  const field = ofTags ? 'tags' : 'manifests';
  return jsonReply(200, { imageName: repository.name, [field]: rows }, headers);
}

function keyOf(row: TagState | ManifestState): string {
  return 'name' in row ? row.name : row.digest;
}

function tagsByDigest({ tags }: RepositoryState): Map<string, string[]> {
  const byDigest = new Map<string, string[]>();
  for (const { digest, name } of tags.values()) {
    byDigest.set(digest, [...(byDigest.get(digest) ?? []), name]);
  }
  return byDigest;
}

function described(
  row: TagState | ManifestState,
  repository: RepositoryState,
  tagsOf = tagsByDigest(repository),
): object {
  const life = {
    createdTime: new Date(row.created).toISOString(),
    lastUpdateTime: new Date(row.updated).toISOString(),
    changeableAttributes: row.attributes,
  };
  if ('name' in row) return { name: row.name, digest: row.digest, ...life };
  const { digest, imageSize, mediaType, configMediaType } = row;
  return { digest, imageSize, mediaType, configMediaType, tags: tagsOf.get(digest) ?? [], ...life };
}

async function changes(request: RegistryRequest): Promise<Partial<Attributes>> {
  const document: unknown = JSON.parse((await readAll(request.body, 10_000)).toString());
  return Object.fromEntries(
    Object.entries(document ?? {}).filter(([, value]) => typeof value === 'boolean'),
  );
}

function page<T>(
  { query, pathname, path }: RegistryRequest,
  all: readonly T[],
  nameOf: (item: T) => string,
): { items: readonly T[]; headers: Record<string, string> } {
  const n = Math.min(Number(query.get('n') ?? 100), mostAPage);
  const last = query.get('last');
  const start = last === null ? 0 : all.findIndex((item) => nameOf(item) === last) + 1;
  const items = all.slice(start, start + n);
  const end = items.at(-1);
  if (end === undefined || start + n >= all.length) return { items, headers: {} };
  const next = new URLSearchParams({ last: nameOf(end), n: String(n) });
  next.set('orderby', query.get('orderby') ?? '');
  const target = path.split('?')[0] ?? pathname;
  return { items, headers: { link: `<${target}?${next.toString()}>; rel="next"` } };
}
