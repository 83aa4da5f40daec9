import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';

export interface RegistryRequest {
  readonly method: string;
  /** As sent: path and query. */
  readonly path: string;
  /** Without the query, percent-decoded. */
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
}

/** @throws Refusal when the path is not one. */
export function readRequest(message: IncomingMessage): RegistryRequest {
  const path = message.url ?? '/';
  const url = parse(path);
  return {
    method: message.method ?? 'GET',
    path,
    pathname: url.pathname,
    query: url.query,
    headers: message.headers,
    body: message,
  };
}

function parse(path: string): { pathname: string; query: URLSearchParams } {
  const [pathname = '', ...query] = path.split('?');
  try {
    return {
      pathname: decodeURIComponent(pathname),
      query: new URLSearchParams(query.join('?')),
    };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new Refusal(400, 'UNSUPPORTED', 'The path is not percent-encoded UTF-8');
  }
}

/** Reads a whole body. @throws Refusal 413 when it is longer than `limit` bytes. */
export async function readAll(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Reading on to the end lets the sender finish, so that it sees the reply and no broken pipe.
    if (size <= limit) chunks.push(chunk);
  }
  if (size <= limit) return Buffer.concat(chunks);
  throw new Refusal(413, 'SIZE_INVALID', `The body is longer than ${limit} bytes`);
}
