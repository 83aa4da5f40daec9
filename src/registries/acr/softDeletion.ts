import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { isDigest } from '../../oci/digest';
import { subjectOf, type Client } from '../../oci/distribution/client';
import { readJson } from '../../oci/distribution/reply';
import { repositoryScope } from '../../oci/distribution/scope';
import { isObject } from '../../oci/json';
import { acrUrl, pathOf } from './metadata';

/** What a registry with the soft delete policy keeps of what was deleted. */
export interface SoftDeletion {
  /** True when a tag or digest can still be restored. False also where that cannot be found out. */
  isKept(repository: string, reference: string, options: Abortable): Promise<boolean>;
}

/**
 * Looks at the newest page of what was deleted. The right to see it is one of its own
 * (`deleted_read`), and most registries do not have the policy: one that has refused once is not
 * asked again.
 */
export function createSoftDeletion(client: Client): SoftDeletion {
  let isTold = true;
  return {
    async isKept(repository, reference, options) {
      if (!isTold) return false;
      try {
        return await isListed(client, repository, reference, options);
      } catch (error) {
        if (!hasCode(error, 'oci.')) throw error;
        isTold = false;
        client.log.debug('What was deleted cannot be listed', { reason: error.message });
        return false;
      }
    },
  };
}

async function isListed(
  client: Client,
  repository: string,
  reference: string,
  { signal }: Abortable,
): Promise<boolean> {
  const ofManifests = isDigest(reference);
  const path = `_deleted/${pathOf(repository)}/${ofManifests ? '_manifests' : '_tags'}`;
  const response = await client.send({
    method: 'GET',
    url: acrUrl(client, path),
    headers: { accept: 'application/json' },
    scopes: [repositoryScope(repository, 'deleted_read')],
    signal,
  });
  const document = await readJson(response, subjectOf(client, repository));
  const rows: unknown = document[ofManifests ? 'manifests' : 'tags'];
  const field = ofManifests ? 'digest' : 'tag';
  return Array.isArray(rows) && rows.some((row) => isObject(row) && row[field] === reference);
}
