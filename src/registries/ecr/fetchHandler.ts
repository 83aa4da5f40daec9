import { Readable } from 'node:stream';
import { HttpResponse, type HttpRequest } from '@smithy/core/transport';

/** What the clients of the SDK send their requests with. */
export interface RequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(
    request: HttpRequest,
    options?: { readonly abortSignal?: unknown },
  ): Promise<{ readonly response: HttpResponse }>;
  /** The SDK asks for these two; there is nothing to change. */
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

/**
 * Sends the requests of the SDK by a `fetch`, for programs in which the SDK's own way knows nothing of
 * the proxies and certificates that this one goes by.
 *
 * @param timeout milliseconds for one request
 */
export function fetchHandler(send: typeof fetch, timeout: number): RequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    handle: async (request, { abortSignal } = {}) => {
      const signals = [
        AbortSignal.timeout(timeout),
        ...(abortSignal instanceof AbortSignal ? [abortSignal] : []),
      ];
      const response = await send(urlOf(request), {
        method: request.method,
        headers: request.headers,
        signal: AbortSignal.any(signals),
        ...(hasBody(request) && { body: request.body as string | Uint8Array }),
      });
      return { response: responseOf(response) };
    },
  };
}

function urlOf({ protocol, hostname, port, path, query }: HttpRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) {
      url.searchParams.append(name, one);
    }
  }
  return url;
}

function hasBody({ method, body }: HttpRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && body !== undefined;
}

function responseOf({ status, headers, body }: Response): HttpResponse {
  return new HttpResponse({
    statusCode: status,
    headers: Object.fromEntries(headers),
    body: body ? Readable.fromWeb(body) : Readable.from([]),
  });
}
