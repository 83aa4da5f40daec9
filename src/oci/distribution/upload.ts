import type { Abortable } from '../../base/abort';
import type { Descriptor } from '../descriptor';
import type { BlobContent, PushOptions } from '../store';
import { discardBody } from './body';
import { request, subjectOf, type Client } from './client';
import { resolveFrom } from './endpoint';
import { isSuccess, type HttpResponse, type RequestBody } from './message';
import { nameOf, repositoryPath } from './path';
import { problemOf } from './problem';
import { checkTarget } from './redirect';
import { invalidReply } from './reply';
import { repositoryScope } from './scope';

/** Up to this many bytes are sent from memory, which needs no streaming request; most charts are smaller. */
const bufferedLimit = 1024 * 1024;

export interface Upload {
  readonly repository: string;
  readonly descriptor: Descriptor;
  readonly open: () => Promise<BlobContent>;
  /** A session that is open already, after a mount that was declined. */
  readonly session?: URL | undefined;
}

/**
 * Sends a blob in one piece: POST for a session, then PUT (distribution-spec, "POST then PUT"). The
 * spec's single POST is left out, as registries may decline it after the bytes have been sent. A
 * session whose PUT failed is in doubt, so a failure begins with a new one.
 */
export async function uploadBlob(
  client: Client,
  upload: Upload,
  options: PushOptions,
): Promise<void> {
  const { repository, descriptor } = upload;
  const subject = subjectOf(client, nameOf(repository, descriptor.digest));
  let { session } = upload;
  const response = await client.retry(async () => {
    const given = session;
    session = undefined;
    if (given) {
      const first = await putBlob(client, upload, given, options);
      if (first.status !== 404) return first;
      // The session of the mount has run out meanwhile.
      await discardBody(first);
    }
    const opened = await openSession(client, repository, options);
    return opened instanceof URL ? putBlob(client, upload, opened, options) : opened;
  }, options);
  if (!isSuccess(response)) throw await problemOf(response, subject);
  await discardBody(response);
}

/** Where to send the bytes, or the response that refused the session. */
async function openSession(
  client: Client,
  repository: string,
  options: Abortable,
): Promise<URL | HttpResponse> {
  const response = await request(client, repositoryPath(repository, 'blobs/uploads/'), {
    method: 'POST',
    scopes: [repositoryScope(repository, 'pull', 'push')],
    repeatable: false,
    signal: options.signal,
  });
  if (!isSuccess(response)) return response;
  await discardBody(response);
  return sessionOf(client, repository, response);
}

/**
 * The Location of an upload session. Relative ones count from where the response came from; the
 * query is part of the session and kept as it is.
 * @throws ChartroomError `oci.reply-invalid`, `oci.redirect-refused`
 */
export function sessionOf(client: Client, repository: string, response: HttpResponse): URL {
  const location = response.headers.get('location');
  const url = location === null ? undefined : resolveFrom(response.url, location);
  if (url === undefined) {
    throw invalidReply(subjectOf(client, repository), 'it names no place to upload to');
  }
  checkTarget(client.endpoint, url);
  return url;
}

function putBlob(
  client: Client,
  { repository, descriptor, open }: Upload,
  session: URL,
  options: PushOptions,
): Promise<HttpResponse> {
  const url = new URL(session);
  // Appended as text: going through searchParams would encode the session's own query anew.
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(descriptor.digest)}`;
  return client.send({
    method: 'PUT',
    url,
    headers: { 'content-type': 'application/octet-stream' },
    body: bodyOf(descriptor, open, options),
    scopes: [repositoryScope(repository, 'pull', 'push')],
    repeatable: false,
    signal: options.signal,
  });
}

function bodyOf(
  { size }: Descriptor,
  open: () => Promise<BlobContent>,
  { onBytes }: PushOptions,
): RequestBody {
  return {
    size,
    async open() {
      const content = counted(await open(), onBytes);
      return size > bufferedLimit ? content : collected(content);
    },
  };
}

async function* counted(
  content: BlobContent,
  onBytes: ((count: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    yield chunk;
    onBytes?.(chunk.length);
  }
}

async function collected(content: BlobContent): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
