import { checkDigest, checkTag, digestOf, hasherOf } from '../grammar';
import type { Reply } from '../http/reply';
import { readAll, type RegistryRequest } from '../http/request';
import { Refusal, unsupported } from '../refusal';
import type { RepositoryFiles } from '../storage/repository';
import type { Storage } from '../storage/storage';
import { readManifest, type ManifestContent } from './manifestContent';

export interface ManifestRules {
  /** True when a tag stays at the manifest it was first given to, as in an Amazon ECR repository set so. */
  readonly immutableTags: boolean;
  readonly referrers: boolean;
}

/** distribution-spec 1.1, "Pushing Manifests": 4 MiB should be accepted; we accept no more. */
const manifestLimit = 4 * 1024 * 1024;

/** `/v2/<name>/manifests/<reference>`: end-3, end-7 and end-9 of the distribution-spec. */
export async function manifests(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  reference: string,
  rules: ManifestRules,
): Promise<Reply> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return readStored(storage, repository, reference);
    case 'PUT':
      return putManifest(request, storage, repository, reference, rules);
    case 'DELETE':
      return deleteManifest(repository, reference);
    default:
      throw unsupported(request.method);
  }
}

async function readStored(
  storage: Storage,
  repository: RepositoryFiles,
  reference: string,
): Promise<Reply> {
  const digest = await resolve(repository, reference);
  const mediaType = digest && (await repository.manifestType(digest));
  if (!digest || !mediaType) throw await manifestUnknown(repository, reference);
  return {
    status: 200,
    headers: { 'content-type': mediaType, 'docker-content-digest': digest },
    body: await storage.blobs.read(digest),
  };
}

async function putManifest(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  reference: string,
  rules: ManifestRules,
): Promise<Reply> {
  const tag = reference.includes(':') ? undefined : checkTag(reference);
  const bytes = await readAll(request.body, manifestLimit);
  const digest = tag === undefined ? checkedDigest(bytes, reference) : digestOf(bytes);
  const mediaType = (request.headers['content-type'] ?? '').replace(/;.*$/, '').trim();
  const manifest = readManifest(bytes, mediaType);
  await checkComplete(repository, manifest);
  if (tag !== undefined && rules.immutableTags) await checkMovable(repository, tag, digest);

  await storage.blobs.put(digest, bytes);
  await repository.linkManifest(digest, mediaType);
  if (manifest.subject !== undefined) await repository.addReferrer(manifest.subject, digest);
  if (tag !== undefined) await repository.tag(tag, digest);
  return {
    status: 201,
    headers: {
      location: `/v2/${repository.name}/manifests/${digest}`,
      'docker-content-digest': digest,
      ...(rules.referrers && manifest.subject !== undefined && { 'oci-subject': manifest.subject }),
    },
  };
}

async function deleteManifest(repository: RepositoryFiles, reference: string): Promise<Reply> {
  const removed = reference.includes(':')
    ? await repository.unlinkManifest(checkDigest(reference))
    : await repository.untag(checkTag(reference));
  if (!removed) throw await manifestUnknown(repository, reference);
  if (reference.includes(':')) await untagAll(repository, reference);
  return { status: 202 };
}

async function untagAll(repository: RepositoryFiles, digest: string): Promise<void> {
  for (const tag of await repository.tags()) {
    if ((await repository.tagged(tag)) === digest) await repository.untag(tag);
  }
}

function resolve(repository: RepositoryFiles, reference: string): Promise<string | undefined> {
  return reference.includes(':')
    ? Promise.resolve(checkDigest(reference))
    : repository.tagged(checkTag(reference));
}

function checkedDigest(bytes: Uint8Array, reference: string): string {
  const digest = checkDigest(reference);
  if (digest.endsWith(`:${hasherOf(digest).update(bytes).digest('hex')}`)) return digest;
  throw new Refusal(400, 'DIGEST_INVALID', `The manifest sent does not have the digest ${digest}`);
}

/** An index is refused like a manifest when something it lists is missing, as most registries do. */
async function checkComplete(
  repository: RepositoryFiles,
  manifest: ManifestContent,
): Promise<void> {
  for (const digest of manifest.blobs) {
    if (!(await repository.hasBlob(digest))) throw missing(repository, 'blob', digest);
  }
  for (const digest of manifest.manifests) {
    const mediaType = await repository.manifestType(digest);
    if (mediaType === undefined) throw missing(repository, 'manifest', digest);
  }
}

function missing(repository: RepositoryFiles, kind: string, digest: string): Refusal {
  return new Refusal(404, 'MANIFEST_BLOB_UNKNOWN', `${repository.name} has no ${kind} ${digest}`);
}

async function checkMovable(
  repository: RepositoryFiles,
  tag: string,
  digest: string,
): Promise<void> {
  const current = await repository.tagged(tag);
  if (current === undefined || current === digest) return;
  throw new Refusal(
    400,
    'TAG_INVALID',
    `The tag ${tag} of ${repository.name} exists and is immutable`,
  );
}

async function manifestUnknown(repository: RepositoryFiles, reference: string): Promise<Refusal> {
  if (!(await repository.exists())) return nameUnknown(repository);
  return new Refusal(404, 'MANIFEST_UNKNOWN', `${repository.name} has no manifest ${reference}`);
}

export function nameUnknown(repository: RepositoryFiles): Refusal {
  return new Refusal(404, 'NAME_UNKNOWN', `There is no repository ${repository.name}`);
}
