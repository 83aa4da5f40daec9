import { jsonReply, type Reply } from '../registry/http/reply';
import { readAll, type RegistryRequest } from '../registry/http/request';
import { Refusal } from '../registry/refusal';
import { digestOf, locked, type Content } from './content';
import { passOn } from './proxy';

/** Each scope a request to `/v2/…` needs, as resource and action. */
export type Needs = readonly (readonly [resource: string, action: string])[];

export function needsOf({ method, pathname, query }: RegistryRequest): Needs {
  const [, name = '', kind = ''] = /^\/v2\/(.+)\/(manifests|blobs|tags)\//.exec(pathname) ?? [];
  if (name === '') return [];
  const own = `repository:${name}`;
  if (kind === 'tags') return [[own, 'metadata_read']];
  if (method === 'GET' || method === 'HEAD') return [[own, 'pull']];
  if (method === 'DELETE') return [[own, 'delete']];
  const from = query.get('from');
  return [[own, 'push'], ...(from === null ? [] : [[`repository:${from}`, 'pull'] as const])];
}

/**
 * The distribution API: the bytes are with a real registry behind us; which tags and manifests there
 * are, and what is locked, is up to us.
 */
export async function answerV2(
  request: RegistryRequest,
  content: Content,
  upstream: string,
  softDelete: boolean,
): Promise<Reply> {
  const { method, pathname } = request;
  const [, name = '', reference] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(pathname) ?? [];
  if (reference === undefined) return passOn(upstream, request, request.path, request.body);
  if (method === 'PUT') return putManifest(request, content, upstream, name, reference);
  const repository = content.repositories.get(name);
  const digest = repository?.tags.get(reference)?.digest ?? reference;
  if (!repository?.manifests.has(digest)) {
    throw new Refusal(404, 'MANIFEST_UNKNOWN', `manifest tagged by "${reference}" is not found`);
  }
  if (method !== 'DELETE') {
    return passOn(upstream, request, `/v2/${name}/manifests/${digest}`, request.body);
  }
  content.deleteManifest(name, digest, softDelete);
  return { status: 202 };
}

async function putManifest(
  request: RegistryRequest,
  content: Content,
  upstream: string,
  name: string,
  reference: string,
): Promise<Reply> {
  const bytes = await readAll(request.body, 4 * 1024 * 1024);
  const repository = content.repositories.get(name);
  const around = [repository, repository?.tags.get(reference)];
  if (around.some((one) => one?.attributes.writeEnabled === false)) throw locked();
  if (repository?.deleted.some(({ digest }) => digest === digestOf(bytes))) throw keptSoftly();
  const reply = await passOn(upstream, request, request.path, once(bytes));
  if (reply.status === 201) {
    content.put(name, reference, request.headers['content-type'] ?? '', bytes);
  }
  return reply;
}

/** No source says how the service words it, only that it refuses. */
function keptSoftly(): Refusal {
  return new Refusal(409, 'CONFLICT', 'the manifest cannot be written');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

export const apiVersion = (): Reply =>
  jsonReply(200, {}, { 'docker-distribution-api-version': 'registry/2.0' });
