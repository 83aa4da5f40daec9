import type { Abortable } from '../../base/abort';
import type { Descriptor } from '../descriptor';
import { discardBody } from './body';
import { request, subjectOf, type Client } from './client';
import { isSuccess } from './message';
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
  const response = await request(
    client,
    `${repositoryPath(repository, 'blobs/uploads/')}?${query.toString()}`,
    {
      method: 'POST',
      scopes:
        fromRepository === repository ? [own] : [own, repositoryScope(fromRepository, 'pull')],
      signal: options.signal,
    },
  );
  // Of its own repository it asks no more than an upload does.
  const isRefusal = fromRepository === repository && [401, 403].includes(response.status);
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
