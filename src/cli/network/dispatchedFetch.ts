import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici';
import { ChartroomError } from '../../base/error';
import { systemErrorReason } from '../../base/systemError';
import type { ProxySetting, TlsOptions } from './openFetch';

/**
 * A `fetch` through the proxies of the environment, with certificates of one's own.
 *
 * @param extraCaFile of `NODE_EXTRA_CA_CERTS`, which Node adds only where nothing else is named
 */
export async function dispatchedFetch(
  proxy: ProxySetting,
  { caFile, certFile, keyFile, insecure }: TlsOptions,
  extraCaFile: string | undefined,
): Promise<typeof fetch> {
  const [ca, cert, key] = await Promise.all([caFile, certFile, keyFile].map(readPem));
  const extra = ca === undefined ? undefined : await readPem(extraCaFile);
  const tls = {
    // The authorities of the file come to those that are trusted anyway.
    ...(ca !== undefined && {
      ca: [...rootCertificates, ...(extra === undefined ? [] : [extra]), ca],
    }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(insecure && { rejectUnauthorized: false }),
  };
  const dispatcher = openAgent({
    // An empty text is no proxy, where undefined would read the environment again.
    httpProxy: proxy.httpProxy ?? '',
    httpsProxy: proxy.httpsProxy ?? '',
    noProxy: proxy.noProxy,
    // Proxies open tunnels to ports of TLS; what is in plain HTTP they are asked for themselves, as by curl and Go.
    proxyTunnel: false,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  });
  // The types of both are those of one specification, and yet not the same.
  const dispatched = (input: string | URL, init?: UndiciInit) =>
    undiciFetch(input, { ...init, dispatcher });
  return dispatched as unknown as typeof fetch;
}

function openAgent(options: EnvHttpProxyAgent.Options): EnvHttpProxyAgent {
  try {
    return new EnvHttpProxyAgent(options);
  } catch (error) {
    // Its words may quote the address, which can hold a password.
    throw new ChartroomError({
      code: 'proxy.invalid',
      template: 'The proxy in HTTP_PROXY or HTTPS_PROXY is not the address of an HTTP proxy',
      cause: error,
    });
  }
}

async function readPem(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ChartroomError({
      code: 'file.not-found',
      template: 'The certificates in {path} cannot be read: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      cause: error,
    });
  }
}
