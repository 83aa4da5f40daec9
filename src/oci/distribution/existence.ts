import type { Abortable } from '../../base/abort';
import type { Descriptor } from '../descriptor';
import { isIndexType, isManifestType, manifestTypes } from '../mediaType';
import { discardBody } from './body';
import { request, subjectOf, type Client } from './client';
import { isSuccess } from './message';
import { manifestPath, nameOf, repositoryPath } from './path';
import { problemOf } from './problem';
import { repositoryScope } from './scope';

/** Whether the repository has that content (distribution-spec, "Checking if content exists in the registry"). */
export async function exists(
  client: Client,
  repository: string,
  { digest, mediaType }: Descriptor,
  options: Abortable,
): Promise<boolean> {
  const isManifest = isManifestType(mediaType) || isIndexType(mediaType);
  const path = isManifest
    ? manifestPath(repository, digest)
    : repositoryPath(repository, `blobs/${digest}`);
  const response = await request(client, path, {
    method: 'HEAD',
    ...(isManifest && { headers: { accept: manifestTypes.join(', ') } }),
    // It is asked before a push, so the token is got for that at once.
    scopes: [repositoryScope(repository, 'pull', 'push')],
    signal: options.signal,
  });
  await discardBody(response);
  if (response.status === 404) return false;
  if (isSuccess(response)) return true;
  throw await problemOf(response, subjectOf(client, nameOf(repository, digest)));
}
