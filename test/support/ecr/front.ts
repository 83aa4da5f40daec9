import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../registry/http/listen';
import { readAll } from '../registry/http/request';
import { digestOf } from '../plainPush';
import { page } from './input';
import { OciRefusal } from './ociRefusal';
import { sendReferrers } from './referrers';
import { actionOf, resourceOf, type Resource } from './resource';
import {
  addImage,
  addRepository,
  createdOnPush,
  deniedWords,
  findImage,
  keepsTag,
  missingWords,
  type EcrRepository,
  type EcrState,
} from './state';
import type { StorageHost } from './storageHost';

export interface Front {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `METHOD path` of each request, in the order they came. */
  readonly requests: readonly string[];
  readonly stop: () => Promise<void>;
}

export interface FrontOptions {
  readonly state: EcrState;
  /** `host:port` of the registry that keeps the content. */
  readonly behind: string;
  readonly storage: StorageHost;
  /** Called before each request is looked at, to change the state in the midst of a push, or to refuse it. */
  readonly before?: ((method: string, path: string) => void) | undefined;
}

/** The `/v2/` side of ECR as its clients describe it, before a real registry. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const requests: string[] = [];
  const server = await listen((message, response) => {
    const { method = '', url = '' } = message;
    requests.push(`${method} ${url}`);
    serve(options, message, response).catch((error: unknown) => {
      refuse(response, error);
    });
  }, {});
  return { host: server.host, requests, stop: () => server.stop() };
}

async function serve(
  { state, behind, storage, before }: FrontOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '' } = message;
  before?.(method, message.url ?? '');
  const url = new URL(message.url ?? '/', `http://${message.headers.host ?? ''}`);
  if (!mayEnter(state, message)) {
    const realm = `Basic realm="${url.origin}/",service="ecr.amazonaws.com"`;
    response.writeHead(401, { 'www-authenticate': realm, 'content-type': 'text/plain' });
    response.end('Not Authorized');
    return;
  }
  const resource = resourceOf(url.pathname);
  if (!resource) {
    response.writeHead(200).end();
    return;
  }
  const repository = admitted(state, method, resource);
  if (resource.kind === 'tags') {
    sendTags(response, url, repository);
  } else if (resource.kind === 'referrers') {
    sendReferrers(response, repository, resource.reference);
  } else if (resource.kind === 'blobs' && method === 'GET') {
    response.writeHead(307, { location: storage.urlOf(url.pathname) }).end();
  } else if (resource.kind === 'manifests' && method === 'PUT') {
    await putManifest(message, response, { behind, state, repository, resource });
  } else if (resource.kind === 'manifests' && !findImage(repository, resource.reference)) {
    throw new OciRefusal(404, 'MANIFEST_UNKNOWN', 'Requested image not found');
  } else {
    await pass(message, response, behind, message);
  }
}

/** @throws OciRefusal 403 for a token that has ended. */
function mayEnter({ passwords, now }: EcrState, { headers }: IncomingMessage): boolean {
  const [, encoded = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  const password = Buffer.from(encoded, 'base64').toString('utf8').replace(/^AWS:/, '');
  const ends = passwords.get(password);
  if (ends === undefined) return false;
  if (now < ends) return true;
  const words = 'Your authorization token has expired. Reauthenticate and try again.';
  throw new OciRefusal(403, 'DENIED', words);
}

/** The repository, which a template may make for a push. */
function admitted(state: EcrState, method: string, resource: Resource): EcrRepository {
  const { repository: name, kind, reference } = resource;
  const action = actionOf(method, resource);
  if (state.denied.has(action)) {
    throw new OciRefusal(403, 'DENIED', deniedWords(state, action, name));
  }
  const known = state.repositories.get(name);
  if (!known && (method !== 'POST' || !createdOnPush(state, name))) {
    throw new OciRefusal(404, 'NAME_UNKNOWN', missingWords(state, name));
  }
  if (kind === 'manifests' && reference.includes('+')) {
    throw new OciRefusal(400, 'TAG_INVALID', `Invalid parameter at 'imageTag'`);
  }
  return known ?? addRepository(state, name);
}

/** JSON that calls itself text, and a way on that is no tag. */
function sendTags(response: ServerResponse, url: URL, { name, images }: EcrRepository): void {
  const wanted = Number(url.searchParams.get('n') ?? 100);
  const last = url.searchParams.get('last');
  if (wanted > 1000) {
    const words = `Invalid parameter at 'maxResults' failed to satisfy constraint: 'must be less than or equal to 1000'`;
    throw new OciRefusal(405, 'UNSUPPORTED', words);
  }
  const all = [...images.values()].flatMap(({ tags }) => [...tags]);
  const input = { maxResults: wanted, ...(last !== null && { nextToken: last }) };
  const { items, nextToken } = page(input, all);
  const next = `${url.origin}${url.pathname}?last=${encodeURIComponent(nextToken ?? '')}&n=${wanted}`;
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    ...(nextToken !== undefined && { link: `<${next}>; rel="next"` }),
  });
  response.end(JSON.stringify({ name, tags: items }));
}

interface ManifestPut {
  readonly state: EcrState;
  readonly behind: string;
  readonly repository: EcrRepository;
  readonly resource: Resource;
}

async function putManifest(
  message: IncomingMessage,
  response: ServerResponse,
  { state, behind, repository, resource }: ManifestPut,
): Promise<void> {
  const body = await readAll(message, 4_194_304);
  const { reference } = resource;
  const isTag = !reference.includes(':');
  if (isTag && keepsTag(repository, reference) && findImage(repository, reference)) {
    const words = `The image tag '${reference}' already exists in the '${repository.name}' repository and cannot be overwritten because the repository is immutable.`;
    throw new OciRefusal(400, 'TAG_INVALID', words);
  }
  const status = await pass(message, response, behind, [body]);
  if (status !== 201) return;
  const manifest = body.toString('utf8');
  const artifactMediaType = /"config":\{"mediaType":"([^"]+)"/.exec(manifest)?.[1];
  const sizes = [...manifest.matchAll(/"size":(\d+)/g)].map(([, size]) => Number(size));
  addImage(
    repository,
    {
      digest: digestOf(body),
      manifest,
      size: sizes.reduce((sum, size) => sum + size, 0),
      pushed: state.now,
      mediaType: message.headers['content-type'] ?? '',
      ...(artifactMediaType !== undefined && { artifactMediaType }),
    },
    ...(isTag ? [reference] : []),
  );
}

/** Hands a request on to the registry behind, and its reply back. */
async function pass(
  message: IncomingMessage,
  response: ServerResponse,
  behind: string,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  const { method, url: path, headers } = message;
  const [host = '', port] = behind.split(':');
  const outgoing = httpRequest({ host, port, path, method, headers });
  const reply = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
  });
  for await (const chunk of body) outgoing.write(chunk);
  outgoing.end();
  const incoming = await reply;
  const status = incoming.statusCode ?? 502;
  response.writeHead(status, incoming.headers);
  for await (const chunk of incoming) response.write(chunk);
  response.end();
  return status;
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, code, message } =
    error instanceof OciRefusal ? error : new OciRefusal(500, 'UNKNOWN', String(error));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}
