import type { Abortable } from '../../base/abort';

/** What a request carries. `open` starts from the first byte each time, so that a request can be sent again. */
export interface RequestBody {
  /** In bytes; sent as Content-Length. */
  readonly size: number;
  open(): Promise<Uint8Array | AsyncIterable<Uint8Array>>;
}

/** An HTTP request as the layers of this folder hand it down. */
export interface HttpRequest extends Abortable {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Token scopes the request needs, the most important first (distribution, token scope documentation). */
  readonly scopes?: readonly string[];
  /** False when sending this request again by itself would be wrong; its sender repeats the larger step. */
  readonly repeatable?: boolean;
  /** True when the request carries a secret that no other origin may see, not even by redirect. */
  readonly confined?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Where the response came from: after redirects not always where the request went. */
  readonly url: URL;
  /** True when the request carried a login or a token got with one; set by the authorization layer. */
  readonly identified?: boolean;
  readonly body: AsyncIterable<Uint8Array>;
}

/** One layer of the client, or all of them stacked. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

export function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

/** The media type without parameters, in lower case; empty when the header is absent. */
export function contentType(response: HttpResponse): string {
  const header = response.headers.get('content-type') ?? '';
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

/** The same request with other headers added. */
export function withHeaders(
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}
