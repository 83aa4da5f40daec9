import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ChartroomError } from '../../base/error';
import { systemErrorReason } from '../../base/systemError';

/** What of TLS is a repository's own: paths of PEM files, as Helm's repositories.yaml has them. */
export interface TlsAccess {
  readonly certFile?: string;
  readonly keyFile?: string;
  /** The only authorities that are trusted then. */
  readonly caFile?: string;
  readonly insecureSkipTlsVerify?: boolean;
}

export function needsTls({ certFile, keyFile, caFile, insecureSkipTlsVerify }: TlsAccess): boolean {
  return [certFile, keyFile, caFile].some(Boolean) || insecureSkipTlsVerify === true;
}

/**
 * A `fetch` for GET without a body that takes certificates of its own, which that of the platform does not.
 * Follows no redirect.
 */
export function tlsFetch(access: TlsAccess): typeof fetch {
  let credentials: Promise<RequestOptions> | undefined;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    // Plain HTTP has no certificates to be particular about.
    if (url.protocol !== 'https:') return globalThis.fetch(url, init);
    credentials ??= readCredentials(access);
    const options = await credentials;
    const headers = Object.fromEntries(new Headers(init?.headers));
    return new Promise((resolve, reject) => {
      const outgoing = request(url, {
        ...options,
        headers,
        ...(init?.signal && { signal: init.signal }),
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        resolve(responseOf(incoming));
      });
      outgoing.end();
    });
  };
}

async function readCredentials(access: TlsAccess): Promise<RequestOptions> {
  const [ca, cert, key] = await Promise.all(
    [access.caFile, access.certFile, access.keyFile].map(readPem),
  );
  return {
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(access.insecureSkipTlsVerify && { rejectUnauthorized: false }),
  };
}

async function readPem(path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    throw new ChartroomError({
      code: 'repository.certificate-unreadable',
      template:
        'The file {path}, which Helm names for a chart repository, cannot be read: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      cause: error,
    });
  }
}

function responseOf(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = incoming.statusCode ?? 0;
  if (status === 204 || status === 304) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  const isZipped = headers.get('content-encoding') === 'gzip';
  const body = isZipped ? incoming.pipe(createGunzip()) : incoming;
  incoming.on('error', (error) => body.destroy(error));
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { status, headers });
}
