import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Descriptor } from '../descriptor';
import { discardBody } from './body';
import { request, subjectOf, type Client } from './client';
import { isSuccess, type HttpResponse } from './message';
import { repositoryPath } from './path';
import { isRetryable } from './retry';
import { repositoryScope } from './scope';
import { problemOf } from './problem';
import { sessionOf } from './upload';

export type MountResult =
  | { readonly mounted: true }
  /** `session` is open for the upload that is now needed, if the registry opened one. */
  | { readonly mounted: false; readonly session?: URL };

/** Asks the registry to take a blob over from another of its repositories (distribution-spec, "Mounting a blob from another repository"). */
export async function mountBlob(
  client: Client,
  repository: string,
  descriptor: Descriptor,
  fromRepository: string,
  options: Abortable,
): Promise<MountResult> {
  const own = repositoryScope(repository, 'pull', 'push');
  const query = new URLSearchParams({ mount: descriptor.digest, from: fromRepository });
  // Of its own repository it asks no more than an upload does.
  const isOwn = fromRepository === repository;
  const asked = request(
    client,
    `${repositoryPath(repository, 'blobs/uploads/')}?${query.toString()}`,
    {
      method: 'POST',
      scopes: isOwn ? [own] : [own, repositoryScope(fromRepository, 'pull')],
      signal: options.signal,
    },
  );
  const response = isOwn ? await asked : await unlessRefused(asked);
  if (!response) return { mounted: false };
  const isRefusal = isOwn && [401, 403].includes(response.status);
  if (isRefusal || isRetryable(response.status)) {
    throw await problemOf(response, subjectOf(client, repository));
  }
  await discardBody(response);
  if (response.status === 201) return { mounted: true };
  if (isSuccess(response)) {
    return { mounted: false, session: sessionOf(client, repository, response) };
  }
  // Registries refuse for want of rights to the source or of the feature; sending the blob may still work.
  client.log.debug('Mount refused', { repository, fromRepository, status: response.status });
  return { mounted: false };
}

/** Undefined where the token server gives no token for both repositories together. */
async function unlessRefused(asked: Promise<HttpResponse>): Promise<HttpResponse | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (hasCode(error, 'oci.denied') || hasCode(error, 'oci.unauthorized')) return undefined;
    throw error;
  }
}
