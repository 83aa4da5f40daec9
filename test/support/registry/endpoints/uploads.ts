import { checkDigest, checkName, isDigest } from '../grammar';
import type { Reply } from '../http/reply';
import type { RegistryRequest } from '../http/request';
import { Refusal, unsupported } from '../refusal';
import type { RepositoryFiles } from '../storage/repository';
import type { Storage } from '../storage/storage';
import type { Upload } from '../storage/uploads';

export interface UploadRules {
  /** How addresses of uploads and finished content are given. */
  readonly locations: 'absolute' | 'relative';
  /** False for a host that answers every mount with an upload. */
  readonly mount: boolean;
}

/** `/v2/<name>/blobs/uploads/`: end-4a, end-4b and end-11 of the distribution-spec. */
export async function startUpload(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  rules: UploadRules,
): Promise<Reply> {
  if (request.method !== 'POST') throw unsupported(request.method);
  const mount = request.query.get('mount');
  if (rules.mount && mount !== null && (await canMount(request, storage, mount))) {
    await repository.linkBlob(mount);
    return created(request, rules, repository, mount);
  }
  const digest = request.query.get('digest');
  if (digest === null) {
    return accepted(request, rules, await storage.uploads.start(repository.name));
  }
  checkDigest(digest);
  const upload = await storage.uploads.start(repository.name);
  return finishUpload(request, storage, repository, upload, rules);
}

/** `/v2/<name>/blobs/uploads/<id>`: end-5, end-6, end-13, and DELETE to give up. */
export async function continueUpload(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  id: string,
  rules: UploadRules,
): Promise<Reply> {
  const upload = storage.uploads.find(repository.name, id);
  if (!upload) throw new Refusal(404, 'BLOB_UPLOAD_UNKNOWN', `There is no upload ${id}`);
  switch (request.method) {
    case 'GET':
      return { status: 204, headers: progressHeaders(request, rules, upload) };
    case 'PATCH':
      checkState(request, upload);
      checkOffset(request, rules, upload);
      return accepted(request, rules, await storage.uploads.append(upload, request.body));
    case 'PUT':
      checkState(request, upload);
      checkOffset(request, rules, upload);
      return finishUpload(request, storage, repository, upload, rules);
    case 'DELETE':
      await storage.uploads.cancel(upload);
      return { status: 204 };
    default:
      throw unsupported(request.method);
  }
}

async function canMount(
  request: RegistryRequest,
  storage: Storage,
  digest: string,
): Promise<boolean> {
  const from = request.query.get('from');
  if (from === null || !isDigest(digest)) return false;
  return storage.repository(checkName(from)).hasBlob(digest);
}

async function finishUpload(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  begun: Upload,
  rules: UploadRules,
): Promise<Reply> {
  const digest = checkDigest(request.query.get('digest'));
  const upload = await storage.uploads.append(begun, request.body);
  if (!(await storage.uploads.matches(upload, digest))) {
    await storage.uploads.cancel(upload);
    throw new Refusal(400, 'DIGEST_INVALID', `The content sent does not have the digest ${digest}`);
  }
  storage.uploads.finish(upload);
  await storage.blobs.adopt(digest, upload.file);
  await repository.linkBlob(digest);
  return created(request, rules, repository, digest);
}

/** The spec asks a client for the address it was given last, state and all ("Pushing a blob in chunks"). */
function checkState(request: RegistryRequest, upload: Upload): void {
  if (request.query.get('_state') === upload.state) return;
  throw new Refusal(404, 'BLOB_UPLOAD_INVALID', 'This is not the current address of the upload');
}

function checkOffset(request: RegistryRequest, rules: UploadRules, upload: Upload): void {
  const range = request.headers['content-range'];
  if (range === undefined) return;
  const start = /^(\d+)-\d+$/.exec(range)?.[1];
  if (start !== undefined && Number(start) === upload.size) return;
  throw new Refusal(
    416,
    'BLOB_UPLOAD_INVALID',
    `The upload goes on at byte ${upload.size}`,
    progressHeaders(request, rules, upload),
  );
}

function accepted(request: RegistryRequest, rules: UploadRules, upload: Upload): Reply {
  return { status: 202, headers: progressHeaders(request, rules, upload) };
}

function progressHeaders(
  request: RegistryRequest,
  rules: UploadRules,
  upload: Upload,
): Record<string, string> {
  const path = `/v2/${upload.repository}/blobs/uploads/${upload.id}?_state=${upload.state}`;
  return {
    location: locationOf(request, rules, path),
    'docker-upload-uuid': upload.id,
    range: `0-${Math.max(upload.size - 1, 0)}`,
  };
}

function created(
  request: RegistryRequest,
  rules: UploadRules,
  repository: RepositoryFiles,
  digest: string,
): Reply {
  const path = `/v2/${repository.name}/blobs/${digest}`;
  return {
    status: 201,
    headers: {
      location: locationOf(request, rules, path),
      'docker-content-digest': digest,
    },
  };
}

function locationOf(request: RegistryRequest, rules: UploadRules, path: string): string {
  return rules.locations === 'relative' ? path : `http://${request.headers.host ?? ''}${path}`;
}
