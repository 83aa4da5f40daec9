import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Refusal, errorBody } from '../refusal';

export interface StreamedBody {
  /** In bytes; becomes Content-Length. */
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | StreamedBody;
}

export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** What a server answers on a path that is no part of the API: text, not JSON, as real registries do. */
export const pageNotFound: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: '404 page not found\n',
};

export function errorReply(error: unknown): Reply {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  if (error instanceof Refusal) {
    const { status, code, message } = error;
    return { status, headers: { ...headers, ...error.headers }, body: errorBody(code, message) };
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, headers, body: errorBody('UNKNOWN', reason) };
}

export function streamOf(body: NonNullable<Reply['body']>): StreamedBody {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return body;
  const bytes = Buffer.from(body);
  return {
    size: bytes.length,
    open: () => Readable.from(bytes.length > 0 ? [bytes] : []),
  };
}

/** Sends a reply; a HEAD request gets the headers of the GET and no body. */
export async function send(reply: Reply, response: ServerResponse, head: boolean): Promise<void> {
  const { size, open } = streamOf(reply.body ?? '');
  response.writeHead(reply.status, {
    ...(reply.status === 204 ? {} : { 'content-length': String(size) }),
    ...reply.headers,
  });
  if (!head) for await (const chunk of open()) await write(response, chunk);
  response.end();
}

/** Waits until the bytes have left, so that a body that breaks off does so behind them. */
async function write(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const abandon = (): void => {
      reject(new Error('The client has closed the connection'));
    };
    response.once('close', abandon);
    response.write(chunk, (error) => {
      response.off('close', abandon);
      if (error) reject(error);
      else resolve();
    });
  });
}
