import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Descriptor } from '../descriptor';
import { isDigest, sha256, type Digest } from '../digest';
import { isObject } from '../json';
import { manifestSizeLimit, manifestTooLarge } from '../manifest';
import { isIndexType, isManifestType, manifestTypes, ociIndex, ociManifest } from '../mediaType';
import type { ManifestContent } from '../store';
import { checkBytes } from '../verify';
import { discardBody, readBody } from './body';
import { request, subjectOf, type Client } from './client';
import { contentType, isSuccess, type HttpResponse } from './message';
import { manifestPath, nameOf } from './path';
import { problemOf } from './problem';
import { checkNoPage } from './reply';
import { repositoryScope } from './scope';

/** Without the OCI types distribution 2 says that the manifest does not exist, and ECR converts it. */
const accept = manifestTypes.join(', ');

/** What a tag or digest stands for; one HEAD where the registry answers it in full. */
export async function resolveManifest(
  client: Client,
  repository: string,
  reference: string,
  options: Abortable,
): Promise<Descriptor> {
  const response = await request(client, manifestPath(repository, reference), {
    method: 'HEAD',
    headers: { accept },
    scopes: [repositoryScope(repository, 'pull')],
    signal: options.signal,
  });
  if (response.status === 404) {
    throw await problemOf(response, subjectOf(client, nameOf(repository, reference)));
  }
  const descriptor = isSuccess(response) ? describedByHead(response, reference) : undefined;
  // A GET has what a HEAD lacks with some registries: the length, the digest, the reason of a failure.
  return descriptor ?? (await fetchManifest(client, repository, reference, options)).descriptor;
}

export async function fetchManifest(
  client: Client,
  repository: string,
  reference: string,
  options: Abortable,
): Promise<ManifestContent> {
  const name = nameOf(repository, reference);
  const subject = subjectOf(client, name);
  const response = await request(client, manifestPath(repository, reference), {
    method: 'GET',
    headers: { accept },
    scopes: [repositoryScope(repository, 'pull')],
    signal: options.signal,
  });
  if (!isSuccess(response)) throw await problemOf(response, subject);
  const { bytes, truncated } = await readBody(response, manifestSizeLimit);
  if (truncated) throw manifestTooLarge(name, client.host);
  checkNoPage(response, bytes, subject);

  const announced = announcedDigest(response);
  const digest = isDigest(reference) ? reference : (announced ?? sha256(bytes));
  const descriptor = { mediaType: mediaTypeOf(response, bytes), digest, size: bytes.length };
  const where = `${client.host}/${repository}`;
  checkBytes(bytes, descriptor, where);
  if (announced) checkBytes(bytes, { ...descriptor, digest: announced }, where);
  return { descriptor, bytes };
}

/**
 * PUT of the exact bytes (distribution-spec, "Pushing Manifests"), which is safe to repeat.
 *
 * @returns whether the registry says that it has processed the manifest's subject
 */
export async function putManifest(
  client: Client,
  repository: string,
  content: ManifestContent,
  reference: string,
  options: Abortable,
): Promise<boolean> {
  const { bytes, descriptor } = content;
  const response = await put(client, repository, content, reference, options);
  await discardBody(response);
  const stored = announcedDigest(response);
  // The registry may name what it stored by another algorithm.
  if (stored) {
    checkBytes(bytes, { ...descriptor, digest: stored }, `${client.host}/${repository}`);
  }
  return response.headers.has('oci-subject');
}

/** How often a manifest is sent whose digest the registry does not find right. */
const digestAttempts = 3;

async function put(
  client: Client,
  repository: string,
  { bytes, descriptor }: ManifestContent,
  reference: string,
  options: Abortable,
): Promise<HttpResponse> {
  const name = nameOf(repository, reference);
  for (let attempt = 1; ; attempt++) {
    const response = await request(client, manifestPath(repository, reference), {
      method: 'PUT',
      headers: { 'content-type': descriptor.mediaType },
      body: { size: bytes.length, open: () => Promise.resolve(bytes) },
      scopes: [repositoryScope(repository, 'pull', 'push')],
      signal: options.signal,
    });
    if (isSuccess(response)) return response;
    const problem = await problemOf(response, subjectOf(client, name));
    // The bytes have their digest. distribution 2 on a file system finds it wrong while one of the blobs is being
    // stored a second time, as when two versions that share it are pushed side by side.
    const mayPass = hasCode(problem, 'oci.digest-mismatch') && attempt < digestAttempts;
    if (!mayPass) throw problem;
  }
}

export async function deleteManifest(
  client: Client,
  repository: string,
  digest: Digest,
  options: Abortable,
): Promise<void> {
  const response = await request(client, manifestPath(repository, digest), {
    method: 'DELETE',
    scopes: [repositoryScope(repository, 'delete')],
    signal: options.signal,
  });
  if (!isSuccess(response)) {
    throw await problemOf(response, subjectOf(client, nameOf(repository, digest)));
  }
  await discardBody(response);
}

function describedByHead(response: HttpResponse, reference: string): Descriptor | undefined {
  const digest = isDigest(reference) ? reference : announcedDigest(response);
  const size = Number(response.headers.get('content-length') ?? 0);
  const mediaType = contentType(response);
  const isKnown = isManifestType(mediaType) || isIndexType(mediaType);
  if (digest === undefined || !isKnown || !Number.isSafeInteger(size) || size <= 0) {
    return undefined;
  }
  return { mediaType, digest, size };
}

function announcedDigest(response: HttpResponse): Digest | undefined {
  const header = response.headers.get('docker-content-digest') ?? '';
  return isDigest(header) ? header : undefined;
}

/** Content-Type, or where that is none of ours what the document says, or looks like. */
function mediaTypeOf(response: HttpResponse, bytes: Uint8Array): string {
  const header = contentType(response);
  if (isManifestType(header) || isIndexType(header)) return header;
  const document = jsonOf(bytes);
  if (!isObject(document)) return header;
  const { mediaType } = document;
  if (typeof mediaType === 'string') return mediaType;
  return 'manifests' in document ? ociIndex : ociManifest;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    // Content is judged by whoever parses the manifest; here only its type is wanted.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
