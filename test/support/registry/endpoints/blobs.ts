import { Refusal, unsupported } from '../refusal';
import { checkDigest } from '../grammar';
import type { Reply } from '../http/reply';
import type { RegistryRequest } from '../http/request';
import type { RepositoryFiles } from '../storage/repository';
import type { Storage } from '../storage/storage';

/** `/v2/<name>/blobs/<digest>`: end-2 and end-10 of the distribution-spec. */
export async function blobs(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  digestText: string,
): Promise<Reply> {
  const digest = checkDigest(digestText);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return readBlob(request, storage, repository, digest);
    case 'DELETE':
      if (await repository.unlinkBlob(digest)) return { status: 202 };
      throw blobUnknown(repository, digest);
    default:
      throw unsupported(request.method);
  }
}

async function readBlob(
  request: RegistryRequest,
  storage: Storage,
  repository: RepositoryFiles,
  digest: string,
): Promise<Reply> {
  const size = (await repository.hasBlob(digest)) ? await storage.blobs.size(digest) : undefined;
  if (size === undefined) throw blobUnknown(repository, digest);
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  };
  if (size === 0) return { status: 200, headers };
  const range = wantedRange(request.headers.range, size);
  if (!range) return { status: 200, headers, body: storage.blobs.content(digest, 0, size - 1) };
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${range.start}-${range.end}/${size}` },
    body: storage.blobs.content(digest, range.start, range.end),
  };
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One range of RFC 9110, section 14.1.2; anything else is read as no range, which that section allows. */
function wantedRange(header: string | undefined, size: number): ByteRange | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = parts ?? [];
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? { start: Math.max(size - Number(last), 0), end: size - 1 }
      : { start: Number(first), end: Math.min(last === '' ? Infinity : Number(last), size - 1) };
  if (range.start <= range.end) return range;
  throw new Refusal(416, 'SIZE_INVALID', `The blob has ${size} bytes`, {
    'content-range': `bytes */${size}`,
  });
}

function blobUnknown(repository: RepositoryFiles, digest: string): Refusal {
  return new Refusal(404, 'BLOB_UNKNOWN', `${repository.name} has no blob ${digest}`);
}
