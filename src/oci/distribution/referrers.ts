import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Descriptor } from '../descriptor';
import type { Digest } from '../digest';
import { parseDescriptor, parseList } from '../json';
import { ociIndex } from '../mediaType';
import { referrersInIndex, referrersLimit, referrersTag } from '../referrers';
import { subjectOf, type Client } from './client';
import { fetchManifest } from './manifest';
import { listDocuments } from './paging';
import { nameOf, repositoryPath } from './path';
import { invalidReply } from './reply';
import { repositoryScope } from './scope';

/**
 * What hangs on a manifest (distribution-spec, "Listing Referrers"): by the API, and where the host
 * has none, by the tag that stands in for it.
 */
export async function listReferrers(
  client: Client,
  repository: string,
  digest: Digest,
  options: Abortable,
): Promise<readonly Descriptor[]> {
  return (
    (await listByApi(client, repository, digest, options)) ??
    (await listByTag(client, repository, digest, options))
  );
}

/** Undefined where the host has no such API. */
export async function listByApi(
  client: Client,
  repository: string,
  digest: Digest,
  options: Abortable,
): Promise<readonly Descriptor[] | undefined> {
  const subject = subjectOf(client, nameOf(repository, digest));
  const invalid = (reason: string): Error => invalidReply(subject, reason);
  const path = repositoryPath(repository, `referrers/${digest}`);
  const listing = {
    url: new URL(`/v2/${path}`, client.endpoint),
    scope: repositoryScope(repository, 'pull'),
    subject,
    accept: ociIndex,
  };
  const found: Descriptor[] = [];
  try {
    for await (const { document } of listDocuments(client, listing, options)) {
      // Some hosts answer every path they do not know with a document of their own.
      if (!('manifests' in document)) return undefined;
      const list = parseList(document['manifests'], 'manifests', referrersLimit, invalid);
      found.push(...list.map((item, at) => parseDescriptor(item, `manifests[${at}]`, invalid)));
      if (found.length > referrersLimit) throw invalid('it has too many manifests');
    }
  } catch (error) {
    if (withoutApi.some((code) => hasCode(error, code))) return undefined;
    throw error;
  }
  return found;
}

/** The spec says 404; others take the path for a bad request, or have a gateway or a page for everything. */
const withoutApi = [
  'oci.not-found',
  'oci.unsupported',
  'oci.rejected',
  'oci.not-a-registry',
] as const;

async function listByTag(
  client: Client,
  repository: string,
  digest: Digest,
  options: Abortable,
): Promise<readonly Descriptor[]> {
  try {
    const tag = referrersTag(digest);
    return referrersInIndex(await fetchManifest(client, repository, tag, options));
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return [];
    throw error;
  }
}
