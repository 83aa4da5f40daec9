import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici';
import { ChartroomError } from '../../base/error';
import { systemErrorReason } from '../../base/systemError';
import { readNoProxy } from './noProxy';
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
  // undici's own agent for the environment takes HTTP_PROXY for https too, and knows no networks in NO_PROXY.
  const direct = new Agent({ connect: tls });
  const through = (uri: string | undefined): Agent | ProxyAgent =>
    uri === undefined ? direct : openProxy({ uri, requestTls: tls, proxyTls: tls });
  const [http, https] = [through(proxy.httpProxy), through(proxy.httpsProxy)] as const;
  const isDirect = readNoProxy(proxy.noProxy);
  // The types of both are those of one specification, and yet not the same.
  const dispatched = (input: string | URL, init?: UndiciInit) => {
    const url = new URL(input);
    const proxied = url.protocol === 'https:' ? https : http;
    return undiciFetch(url, { ...init, dispatcher: isDirect(url) ? direct : proxied });
  };
  return dispatched as unknown as typeof fetch;
}

function openProxy(options: ProxyAgent.Options): ProxyAgent {
  try {
    // Proxies open tunnels to ports of TLS; what is in plain HTTP they are asked for themselves, as by curl and Go.
    return new ProxyAgent({ ...options, proxyTunnel: false });
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
