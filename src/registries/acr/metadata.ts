import type { Abortable } from '../../base/abort';
import type { Digest } from '../../oci/digest';
import { discardBody } from '../../oci/distribution/body';
import { subjectOf, type Client } from '../../oci/distribution/client';
import { isSuccess, type HttpResponse } from '../../oci/distribution/message';
import { nameOf } from '../../oci/distribution/path';
import { problemOf } from '../../oci/distribution/problem';
import { invalidReply, readJson } from '../../oci/distribution/reply';
import { repositoryScope } from '../../oci/distribution/scope';
import type { Invalid, JsonObject } from '../../oci/json';
import { checkRepositoryName } from '../../oci/reference';
import type { Lock } from '../registry';
import {
  parseManifestRow,
  parseRepositoryLock,
  parseTagRow,
  type ManifestRow,
  type TagRow,
} from './attributes';

/** The lock of a repository as a whole, which counts beside those of its tags and manifests. */
export async function readRepositoryLock(
  client: Client,
  repository: string,
  options: Abortable,
): Promise<Lock | undefined> {
  const place = repositoryPlace(repository);
  const { document } = await readOne(client, repository, place, options);
  return parseRepositoryLock(document);
}

export async function readTag(
  client: Client,
  repository: string,
  tag: string,
  options: Abortable,
): Promise<TagRow> {
  const place = tagPlace(repository, tag);
  const { document, invalid } = await readOne(client, repository, place, options);
  return parseTagRow(document['tag'], invalid);
}

export async function readManifestRow(
  client: Client,
  repository: string,
  digest: Digest,
  options: Abortable,
): Promise<ManifestRow> {
  const place = manifestPlace(repository, digest);
  const { document, invalid } = await readOne(client, repository, place, options);
  return parseManifestRow(document['manifest'], invalid);
}

/** Locks or unlocks a tag, or a manifest; each is independent of the other. */
export async function changeLock(
  client: Client,
  repository: string,
  reference: { readonly tag: string } | { readonly digest: Digest },
  lock: Lock,
  options: Abortable,
): Promise<void> {
  const bytes = Buffer.from(
    JSON.stringify({ writeEnabled: lock.write, deleteEnabled: lock.delete }),
  );
  const place =
    'tag' in reference
      ? tagPlace(repository, reference.tag)
      : manifestPlace(repository, reference.digest);
  const response = await client.send({
    method: 'PATCH',
    url: acrUrl(client, place.path),
    headers: { 'content-type': 'application/json' },
    body: { size: bytes.length, open: () => Promise.resolve(bytes) },
    // Both, because what the lock is set on is read before: one token does.
    scopes: [repositoryScope(repository, 'metadata_read', 'metadata_write')],
    signal: options.signal,
  });
  await expectSuccess(client, response, place.name);
}

/** Takes a tag off; the manifest stays, with its other tags or without any. */
export async function deleteTag(
  client: Client,
  repository: string,
  tag: string,
  options: Abortable,
): Promise<void> {
  await remove(client, repository, tagPlace(repository, tag), options);
}

/** Removes a repository with all its manifests and tags. */
export async function deleteRepository(
  client: Client,
  repository: string,
  options: Abortable,
): Promise<void> {
  await remove(client, repository, repositoryPlace(repository), options);
}

/** Where the metadata of something is. */
interface Place {
  /** Below /acr/v1/. */
  readonly path: string;
  /** For messages. */
  readonly name: string;
}

function repositoryPlace(repository: string): Place {
  return { path: pathOf(repository), name: repository };
}

function tagPlace(repository: string, tag: string): Place {
  const path = `${pathOf(repository)}/_tags/${encodeURIComponent(tag)}`;
  return { path, name: nameOf(repository, tag) };
}

function manifestPlace(repository: string, digest: Digest): Place {
  const path = `${pathOf(repository)}/_manifests/${encodeURIComponent(digest)}`;
  return { path, name: nameOf(repository, digest) };
}

/** Azure's own clients encode the slashes of a name. @throws ChartroomError `oci.repository-invalid` */
export function pathOf(repository: string): string {
  checkRepositoryName(repository);
  return encodeURIComponent(repository);
}

export function acrUrl(client: Client, path: string): URL {
  return new URL(`/acr/v1/${path}`, client.endpoint);
}

async function readOne(
  client: Client,
  repository: string,
  { path, name }: Place,
  options: Abortable,
): Promise<{ readonly document: JsonObject; readonly invalid: Invalid }> {
  const subject = subjectOf(client, name);
  const response = await client.send({
    method: 'GET',
    url: acrUrl(client, path),
    headers: { accept: 'application/json' },
    scopes: [repositoryScope(repository, 'metadata_read')],
    signal: options.signal,
  });
  const invalid: Invalid = (reason) => invalidReply(subject, reason);
  return { document: await readJson(response, subject), invalid };
}

async function remove(
  client: Client,
  repository: string,
  { path, name }: Place,
  options: Abortable,
): Promise<void> {
  const response = await client.send({
    method: 'DELETE',
    url: acrUrl(client, path),
    scopes: [repositoryScope(repository, 'delete')],
    signal: options.signal,
  });
  await expectSuccess(client, response, name);
}

async function expectSuccess(client: Client, response: HttpResponse, name: string): Promise<void> {
  if (!isSuccess(response)) throw await problemOf(response, subjectOf(client, name));
  await discardBody(response);
}
