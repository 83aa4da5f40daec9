import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { StreamedBody } from '../registry/http/reply';
import type { RegistryRequest } from '../registry/http/request';

export interface Passed {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: StreamedBody;
}

/** Hands a request on to another server. The host name goes along, so that it answers with addresses of ours. */
export async function passOn(
  upstream: string,
  request: RegistryRequest,
  path: string,
  body: AsyncIterable<Uint8Array>,
): Promise<Passed> {
  const headers = { ...request.headers };
  delete headers.authorization;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest(`http://${upstream}${path}`, { method: request.method, headers });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    const send = async (): Promise<void> => {
      for await (const chunk of body) outgoing.write(chunk);
      outgoing.end();
    };
    send().catch(reject);
  });
  const kept = Object.entries(response.headers).flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'connection' ? [[name, value] as const] : [],
  );
  return {
    status: response.statusCode ?? 500,
    headers: Object.fromEntries(kept),
    body: { size: Number(response.headers['content-length'] ?? 0), open: () => response },
  };
}
