import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { listen, type Listening } from '../registry/http/listen';

export interface ChartRepositoryServerOptions {
  /** What it serves: an index.yaml and archives. */
  readonly folder: string;
  /** Asked for with Basic authentication. */
  readonly login?: { readonly username: string; readonly password: string };
  /** Answers itself where it returns true. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly status: number;
}

export interface ChartRepositoryServer extends Listening {
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
}

/** A repository of charts as a plain web server keeps it, with ETags. */
export async function startChartRepository(
  options: ChartRepositoryServerOptions,
): Promise<ChartRepositoryServer> {
  const requests: SeenRequest[] = [];
  const listening = await listen(serveCharts(options, requests), {});
  return { ...listening, requests };
}

export function serveCharts(
  options: ChartRepositoryServerOptions,
  requests: SeenRequest[] = [],
): RequestListener {
  return (request, response) => {
    response.on('finish', () => {
      const { authorization } = request.headers;
      requests.push({ path: request.url ?? '', authorization, status: response.statusCode });
    });
    if (options.before?.(request, response)) return;
    void answer(options, request, response);
  };
}

async function answer(
  { folder, login }: ChartRepositoryServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (login && request.headers.authorization !== basic(login)) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="charts"' }).end('who are you');
    return;
  }
  const { pathname } = new URL(request.url ?? '', 'http://charts.example');
  const content = await readFile(join(folder, decodeURIComponent(pathname))).catch(() => undefined);
  if (!content) {
    response.writeHead(404).end('not here');
    return;
  }
  const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { etag }).end(content);
}

function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
