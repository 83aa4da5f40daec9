import { checkDigest } from '../grammar';
import { pageOf } from '../http/page';
import { jsonReply, type Reply } from '../http/reply';
import type { RegistryRequest } from '../http/request';
import { unsupported } from '../refusal';
import type { RepositoryFiles } from '../storage/repository';
import type { Storage } from '../storage/storage';
import { ociIndexType, readManifest } from './manifestContent';

interface Referrer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType: string | undefined;
  readonly annotations: unknown;
}

/** `/v2/<name>/referrers/<digest>`: end-12 of the distribution-spec ("Listing Referrers"). */
export async function referrers(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  subject: string,
  cap: number | undefined,
): Promise<Reply> {
  if (request.method !== 'GET') throw unsupported(request.method);
  const found: Referrer[] = [];
  for (const digest of await repository.referrers(checkDigest(subject))) {
    const referrer = await describe(storage, repository, digest);
    if (referrer) found.push(referrer);
  }
  const artifactType = request.query.get('artifactType');
  const wanted = found.filter(
    (referrer) => artifactType === null || referrer.artifactType === artifactType,
  );
  const page = pageOf(request, wanted, (referrer) => referrer.digest, cap);
  const index = { schemaVersion: 2, mediaType: ociIndexType, manifests: page.items };
  return jsonReply(200, index, {
    'content-type': ociIndexType,
    ...(artifactType !== null && { 'oci-filters-applied': 'artifactType' }),
    ...page.headers,
  });
}

async function describe(
  storage: Storage,
  repository: RepositoryFiles,
  digest: string,
): Promise<Referrer | undefined> {
  const mediaType = await repository.manifestType(digest);
  if (mediaType === undefined) return undefined;
  const bytes = await storage.blobs.read(digest);
  const { artifactType, annotations } = readManifest(bytes, mediaType);
  return { mediaType, digest, size: bytes.length, artifactType, annotations };
}
