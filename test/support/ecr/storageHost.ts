import { createHmac, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { listen } from '../registry/http/listen';

export interface StorageHost {
  /** The signed address of a path of the registry behind. */
  urlOf(path: string): string;
  /** How many blobs were fetched here. */
  readonly served: () => number;
  stop(): Promise<void>;
}

/**
 * Stands for the bucket behind ECR: another host, whose addresses are signed. Like Amazon S3 it refuses a
 * request that carries an Authorization header as well.
 */
export async function startStorageHost(behind: string): Promise<StorageHost> {
  const key = randomBytes(16);
  let served = 0;
  const signature = (path: string): string => createHmac('sha256', key).update(path).digest('hex');
  const answer = async (url: URL, authorization: string | undefined): Promise<Response> => {
    if (authorization !== undefined) return new Response('Two ways to authorize', { status: 400 });
    if (url.searchParams.get('signature') !== signature(url.pathname)) {
      return new Response('SignatureDoesNotMatch', { status: 403 });
    }
    served++;
    return fetch(`http://${behind}${url.pathname}`);
  };
  const server = await listen((message, response) => {
    answer(new URL(message.url ?? '/', 'http://storage'), message.headers.authorization)
      .then((reply) => {
        response.writeHead(reply.status, {
          'content-length': reply.headers.get('content-length') ?? 0,
        });
        if (reply.body) Readable.fromWeb(reply.body).pipe(response);
        else response.end();
      })
      .catch(() => response.destroy());
  }, {});
  return {
    urlOf: (path) => `${server.url}${path}?signature=${signature(path)}`,
    served: () => served,
    stop: () => server.stop(),
  };
}
