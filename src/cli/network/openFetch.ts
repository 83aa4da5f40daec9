import { variable } from '../../registries/credentials/surroundings';
import type { Surroundings } from '../surroundings';

export interface TlsOptions {
  readonly caFile?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** The proxies that curl and Go programs take from the environment. */
export interface ProxySetting {
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  readonly noProxy: string;
}

/**
 * The `fetch` of a run. That of Node 20 knows nothing of proxies, so where one is set, or certificates
 * are to be trusted, requests go through undici, which is loaded with the first of them.
 */
export function openFetch(surroundings: Surroundings, tls: TlsOptions): typeof fetch {
  const proxy = proxySetting(surroundings);
  const isPlain = Object.values(tls).every((value) => value === undefined || value === false);
  if (proxy.httpProxy === undefined && proxy.httpsProxy === undefined && isPlain) {
    return globalThis.fetch;
  }
  let opened: Promise<typeof fetch> | undefined;
  return async (input, init) => {
    opened ??= import(/* webpackChunkName: "network" */ './dispatchedFetch.js').then(
      ({ dispatchedFetch }) =>
        dispatchedFetch(proxy, tls, variable(surroundings, 'NODE_EXTRA_CA_CERTS')),
    );
    return (await opened)(input, init);
  };
}

/** Small letters go first, as with curl. This machine itself is not behind a proxy, as with Go (net/http, ProxyFromEnvironment). */
export function proxySetting(surroundings: Surroundings): ProxySetting {
  const read = (name: string): string | undefined =>
    variable(surroundings, name.toLowerCase()) ?? variable(surroundings, name);
  const httpsProxy = read('HTTPS_PROXY') ?? read('ALL_PROXY');
  const httpProxy = read('HTTP_PROXY') ?? read('ALL_PROXY');
  const noProxy = read('NO_PROXY') ?? '';
  return {
    httpProxy: httpProxy && withScheme(httpProxy),
    httpsProxy: httpsProxy && withScheme(httpsProxy),
    noProxy: noProxy.trim() === '*' ? '*' : [noProxy, 'localhost,127.0.0.1,[::1]'].join(','),
  };
}

/** `proxy.example:3128` is what many write. */
function withScheme(proxy: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}
