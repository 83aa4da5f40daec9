import { createHash } from 'node:crypto';

/** Requests to a registry without any of our client: what the spec says, with `fetch`. */
export interface PlainDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export const imageManifest = 'application/vnd.oci.image.manifest.v1+json';

export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

export function descriptorOf(mediaType: string, content: string): PlainDescriptor {
  return { mediaType, digest: digestOf(content), size: Buffer.byteLength(content) };
}

/** Starts an upload and returns its address, made absolute. */
export async function startUpload(url: string, repository: string): Promise<URL> {
  const response = await fetch(`${url}/v2/${repository}/blobs/uploads/`, { method: 'POST' });
  return uploadAddress(response);
}

/** The address to go on with that an answer to an upload gives. */
export function uploadAddress(response: Response): URL {
  return new URL(response.headers.get('location') ?? '', response.url);
}

export async function finishUpload(
  address: URL,
  digest: string,
  content?: string,
): Promise<Response> {
  const target = new URL(address);
  target.searchParams.set('digest', digest);
  return fetch(target, { method: 'PUT', body: content ?? null });
}

/** Sends a blob in one piece and returns its digest. */
export async function pushPlainBlob(
  url: string,
  repository: string,
  content: string,
): Promise<string> {
  const digest = digestOf(content);
  const response = await finishUpload(await startUpload(url, repository), digest, content);
  if (response.status !== 201) throw new Error(`The blob was answered with ${response.status}`);
  return digest;
}

export async function putManifest(
  url: string,
  repository: string,
  reference: string,
  manifest: string,
  mediaType = imageManifest,
): Promise<Response> {
  return fetch(`${url}/v2/${repository}/manifests/${reference}`, {
    method: 'PUT',
    headers: { 'content-type': mediaType },
    body: manifest,
  });
}

/** An image manifest of this config and layer, with more fields if wanted. */
export function manifestOf(config: string, layer: string, more: object = {}): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifest,
    config: descriptorOf('application/vnd.example.config.v1+json', config),
    layers: [descriptorOf('application/octet-stream', layer)],
    ...more,
  });
}

/** Stores an artifact of config `{}` and the layer given, under a tag; returns the digest of its manifest. */
export async function pushPlain(
  url: string,
  repository: string,
  tag: string,
  { layer = tag, more = {} }: { layer?: string; more?: object } = {},
): Promise<string> {
  for (const content of ['{}', layer]) await pushPlainBlob(url, repository, content);
  const manifest = manifestOf('{}', layer, more);
  const response = await putManifest(url, repository, tag, manifest);
  if (response.status !== 201) throw new Error(`The manifest was answered with ${response.status}`);
  return digestOf(manifest);
}

/** The code of an error reply (distribution-spec, "Error Codes"), after its status. */
export async function problemIn(response: Response): Promise<string> {
  const body: unknown = await response.json();
  const [, code = 'no code'] = /"code":"(\w+)"/.exec(JSON.stringify(body)) ?? [];
  return `${response.status} ${code}`;
}
