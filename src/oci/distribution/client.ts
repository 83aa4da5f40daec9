import type { Log } from '../../base/log';
import type { Turns } from '../../base/turns';
import type { HttpRequest, HttpResponse, Send } from './message';
import type { Subject } from './problem';
import type { Retry } from './retry';

/** What the requests of one registry host have in common. */
export interface Client {
  /** The registry as the user names it. */
  readonly host: string;
  readonly endpoint: URL;
  /** All layers: authorization, redirects, retries, limit, log. */
  readonly send: Send;
  readonly retry: Retry;
  readonly log: Log;
  /** For what is read, changed and written back, by repository and tag. */
  readonly turns: Turns;
}

/** A request to a path of the registry, below /v2/. */
export function request(
  client: Client,
  path: string,
  details: Omit<HttpRequest, 'url'>,
): Promise<HttpResponse> {
  return client.send({ ...details, url: new URL(`/v2/${path}`, client.endpoint) });
}

export function subjectOf({ host, endpoint }: Client, name: string): Subject {
  return { host, endpoint, name };
}
