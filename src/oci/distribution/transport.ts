import type { Log } from '../../base/log';
import { createLimiter, type Limiter } from './limiter';
import { isSuccess, type HttpRequest, type HttpResponse, type Send } from './message';
import { followRedirects } from './redirect';
import { createRetry, type Retry, type RetryOptions } from './retry';
import { createWarningLog } from './warning';
import { sendOnWire, type OpenBody, type WireOptions } from './wire';

export interface TransportOptions extends WireOptions, RetryOptions {
  readonly log: Log;
  /** Requests to one host at a time. */
  readonly concurrency: number;
}

export interface Transport {
  /** Redirects, retries, limit and log around the given fetch; knows nothing of authorization. */
  readonly send: Send;
  /** For steps of several requests that are repeated as a whole. */
  readonly retry: Retry;
}

export function createTransport(options: TransportOptions): Transport {
  const limiter = createLimiter(options.concurrency);
  const retry = createRetry(options);
  const warn = createWarningLog(options.log);

  const sendOnce: Send = async (request) => {
    // Opened before a place is taken: a body can come from this very host and needs a place itself.
    const body = await request.body?.open();
    const response = await limited(limiter, request, body, () =>
      logged(options, request, () => sendOnWire(request, body, options)),
    );
    warn(response);
    return response;
  };
  const sendRepeatedly: Send = (request) =>
    request.repeatable === false ? sendOnce(request) : retry(() => sendOnce(request), request);

  return { send: followRedirects(sendRepeatedly), retry };
}

/**
 * A place is held until the headers of the response are there. Streams that are sent have places of
 * their own: one that waits for bytes read from the same host must not keep those from being asked for.
 */
function limited(
  limiter: Limiter,
  request: HttpRequest,
  body: OpenBody,
  task: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const streams = body !== undefined && !(body instanceof Uint8Array);
  return limiter.run(`${request.url.host} ${streams ? 'streams' : 'others'}`, task, request);
}

/** Queries stay out of the log: those of presigned URLs and upload sessions are secrets. */
async function logged(
  { log, clock = Date.now }: TransportOptions,
  { method, url }: HttpRequest,
  task: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const start = clock();
  const fields = { method, host: url.host, path: url.pathname };
  try {
    const response = await task();
    const { status } = response;
    log.debug(isSuccess(response) ? 'Request' : 'Request not granted', {
      ...fields,
      status,
      ms: clock() - start,
    });
    return response;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.debug('Request failed', { ...fields, reason, ms: clock() - start });
    throw error;
  }
}
