import { isAbort } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { connectionError, stalledError } from './connection';
import { watchIdle, type IdleWatch } from './idle';
import type { HttpRequest, HttpResponse } from './message';

export interface WireOptions {
  readonly fetch: typeof fetch;
  readonly userAgent: string;
  /** Milliseconds without a byte after which a connection is given up. */
  readonly idleTimeout: number;
}

/** A body that has been opened: all bytes at once, or a stream of them. */
export type OpenBody = Uint8Array | AsyncIterable<Uint8Array> | undefined;

/** One request on one connection: no redirect, no retry, no authorization. */
export async function sendOnWire(
  request: HttpRequest,
  body: OpenBody,
  options: WireOptions,
): Promise<HttpResponse> {
  const { host } = request.url;
  const watch = watchIdle(options.idleTimeout, () => stalledError(host, options.idleTimeout));
  const outgoing = body && outgoingBody(body, watch);
  watch.waiting();
  try {
    const response = await options.fetch(request.url, {
      method: request.method,
      headers: headersOf(request, outgoing, options.userAgent),
      redirect: 'manual',
      signal: request.signal ? AbortSignal.any([request.signal, watch.signal]) : watch.signal,
      ...(outgoing && { body: outgoing.content, duplex: 'half' as const }),
    });
    return {
      status: response.status,
      headers: response.headers,
      url: request.url,
      body: incomingBody(response.body, watch, request),
    };
  } catch (error) {
    throw outgoing?.failure() ?? translated(error, request);
  } finally {
    watch.resting();
  }
}

function headersOf(
  request: HttpRequest,
  outgoing: OutgoingBody | undefined,
  userAgent: string,
): Record<string, string> {
  const streamed = outgoing !== undefined && !(outgoing.content instanceof Uint8Array);
  return {
    'user-agent': userAgent,
    // A blob that a proxy compressed on the way would no longer match its digest and length.
    'accept-encoding': 'identity',
    ...request.headers,
    // Node's fetch keeps a given length for a stream and then sends no Transfer-Encoding: chunked,
    // which object stores behind registries refuse (measured with Node 20, 22 and 24). For everything
    // else it adds the length itself, and VS Code's takes two for "invalid content-length header".
    ...(streamed && request.body && { 'content-length': String(request.body.size) }),
  };
}

interface OutgoingBody {
  readonly content: Uint8Array | ReadableStream<Uint8Array>;
  /** What went wrong on our own side while the body was read, which `fetch` would hide in a "fetch failed". */
  failure(): unknown;
}

function outgoingBody(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  watch: IdleWatch,
): OutgoingBody {
  if (body instanceof Uint8Array) return { content: body, failure: () => undefined };
  let failure: unknown;
  async function* watched(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    watch.resting();
    try {
      for await (const chunk of source) {
        watch.waiting();
        yield chunk;
        watch.resting();
      }
    } catch (error) {
      failure = error;
      throw error;
    }
    watch.waiting();
  }
  return { content: ReadableStream.from(watched(body)), failure: () => failure };
}

async function* incomingBody(
  body: ReadableStream<Uint8Array> | null,
  watch: IdleWatch,
  request: HttpRequest,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let ended = false;
  try {
    for (;;) {
      watch.waiting();
      const { done, value } = await reader.read();
      watch.resting();
      ended = done;
      if (done) return;
      yield value;
    }
  } catch (error) {
    ended = true;
    throw translated(error, request);
  } finally {
    watch.resting();
    if (!ended) await reader.cancel();
  }
}

function translated(error: unknown, request: HttpRequest): unknown {
  if (isAbort(error, request.signal)) return request.signal?.reason ?? error;
  return error instanceof ChartroomError ? error : connectionError(error, request.url.host);
}
