import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isDigest } from './grammar';
import { listen } from './http/listen';
import { createRecording, type RecordedRequest } from './http/record';
import { errorReply, pageNotFound, send, type Reply } from './http/reply';
import { blobPath } from './storage/blobs';
import { ifPresent } from './storage/wholeFile';

export interface BlobHost {
  readonly host: string;
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** The signed address of a blob, for a redirect. */
  urlOf(digest: string): string;
  stop(): Promise<void>;
}

/**
 * The object store behind a registry: another host that serves the blobs in the registry's folder.
 * Like Amazon S3 it refuses a signed address that comes with an Authorization header as well.
 */
export async function startBlobHost(options: { directory: string }): Promise<BlobHost> {
  const recording = createRecording();
  const server = await listen((message, response) => {
    const { method = '', url = '', headers } = message;
    const note = recording.begin({ method, path: url, headers });
    void replyTo(options.directory, url, headers.authorization)
      .catch(errorReply)
      .then(async (reply) => {
        note(reply.status);
        await send(reply, response, method === 'HEAD');
      })
      .catch(() => response.destroy());
  }, {});
  return {
    ...server,
    requests: recording.requests,
    urlOf: (digest) => `${server.url}/${digest}?signature=secret`,
  };
}

async function replyTo(
  directory: string,
  path: string,
  authorization: string | undefined,
): Promise<Reply> {
  if (authorization !== undefined) return { status: 400, body: 'Two ways to authorize' };
  const [, digest = '', signature] = /^\/([^?]*)\?signature=(.*)$/.exec(path) ?? [];
  if (signature !== 'secret') return { status: 403, body: 'The signature does not match' };
  const file = isDigest(digest) ? blobPath(directory, digest) : undefined;
  const found = file === undefined ? undefined : await ifPresent(stat(file));
  if (file === undefined || !found) return pageNotFound;
  return { status: 200, body: { size: found.size, open: () => createReadStream(file) } };
}
