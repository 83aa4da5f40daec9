import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

export interface Listening {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly url: string;
  /** Closes the port and every connection; a second time it does nothing. */
  stop(): Promise<void>;
}

/** Listens with plain HTTP; port 0 lets the system choose one. */
export async function listen(
  listener: RequestListener,
  address: { readonly port?: number | undefined; readonly host?: string | undefined },
): Promise<Listening> {
  const server = createServer(listener);
  server.listen(address.port ?? 0, address.host ?? '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('Listening on no TCP port');
  const host = `${bound.address}:${bound.port}`;
  let stopped: Promise<void> | undefined;
  return { host, url: `http://${host}`, stop: () => (stopped ??= stop(server)) };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
