import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import type { Certificate } from './certificate';

export interface ConnectProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** `host:port` of each tunnel, in the order they were asked for. */
  readonly tunnels: readonly string[];
  /** The address of each request in plain HTTP that was handed on. */
  readonly forwarded: readonly string[];
  stop(): Promise<void>;
}

export interface ConnectProxyOptions {
  readonly certificate: Certificate;
  /** `127.0.0.1:PORT` of the server, in plain HTTP, by the name of the https host it stands for. */
  readonly routes: Readonly<Record<string, string>>;
}

/**
 * A proxy as companies have them, for hosts that exist behind it only: each tunnel ends at a server that
 * shows the certificate and hands on to the route of the name. What is in plain HTTP gets no tunnel, and is handed on as it is.
 */
export async function startConnectProxy({
  certificate,
  routes,
}: ConnectProxyOptions): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const forwarded: string[] = [];
  const sockets = new Set<Socket>();
  const [cert, key] = await Promise.all([
    readFile(certificate.certificateFile),
    readFile(certificate.keyFile),
  ]);
  const inner = createTlsServer({ cert, key }, (message, response) => {
    const name = message.headers.host ?? '';
    const route = routes[name];
    if (route === undefined) {
      response.writeHead(502).end(`no route to ${name}`);
      return;
    }
    handOn(message, response, { route, path: message.url, headersOf: named(name) });
  });
  inner.listen(0, '127.0.0.1');
  await once(inner, 'listening');
  const proxy = createServer((message, response) => {
    const { host, pathname, search, href } = new URL(message.url ?? '');
    forwarded.push(href);
    const place = { route: routes[host] ?? '', path: pathname + search };
    handOn(message, response, { ...place, headersOf: ({ headers }) => headers });
  });
  proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    tunnels.push(url);
    if (url.endsWith(':80')) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const target = connect(portOf(inner), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const one of [socket, target]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(proxy)}`,
    ...{ tunnels, forwarded },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      for (const server of [inner, proxy]) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.resolve();
    },
  };
}

interface Onward {
  readonly route: string;
  readonly path: string | undefined;
  readonly headersOf: (answer: IncomingMessage) => IncomingHttpHeaders;
}

/** With the name that was asked for, which the server takes for its own. */
function handOn(
  message: IncomingMessage,
  response: ServerResponse,
  { route, path, headersOf }: Onward,
): void {
  const { method, headers } = message;
  const [hostname, port] = route.split(':');
  const onward = request({ hostname, port, method, path, headers });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, headersOf(answer));
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  message.pipe(onward);
}

/** Behind a proxy that ends TLS a server gives its addresses without it. */
function named(name: string): Onward['headersOf'] {
  return ({ headers }) =>
    Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replaceAll(`http://${name}`, `https://${name}`) : value,
      ]),
    );
}

function portOf(server: { address(): unknown }): number {
  const address = server.address() as { port: number };
  return address.port;
}
