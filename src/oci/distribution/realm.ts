import { isIP } from 'node:net';
import { ChartroomError } from '../../base/error';
import { isLoopback, isPrivate, parseUrl } from './endpoint';

/**
 * Says whether the token server on `realmHost` may see the login for `host`, where the names alone
 * do not tell.
 */
export type AllowRealm = (host: string, realmHost: string) => boolean;

export interface Realm {
  readonly url: URL;
  /** False when it may be asked for an anonymous token only. */
  readonly trusted: boolean;
}

/**
 * Judges the address a challenge names as its token server. Whoever answers for the registry chooses
 * it, and a login sent there cannot be taken back.
 * @throws ChartroomError `oci.realm-refused`
 */
export function judgeRealm(registry: URL, text: string, allowRealm?: AllowRealm): Realm {
  const url = parseUrl(text);
  const reason = url === undefined ? 'it is not a URL' : refusal(registry, url);
  if (url === undefined || reason !== undefined) {
    throw new ChartroomError({
      code: 'oci.realm-refused',
      template: '{host} names {realm} as the place to get a token from, which is refused: {reason}',
      facts: {
        host: registry.host,
        realm: url?.origin ?? text.slice(0, 100),
        reason: reason ?? '',
      },
    });
  }
  return { url, trusted: isTrusted(registry, url, allowRealm) };
}

function refusal(registry: URL, realm: URL): string | undefined {
  if (realm.protocol !== 'https:' && realm.protocol !== 'http:') return 'it is not a web address';
  if (realm.protocol === 'http:' && registry.protocol === 'https:') return 'it is not encrypted';
  if (realm.username !== '' || realm.password !== '') return 'it carries a login';
  if (isPrivate(realm.hostname) && !isPrivate(registry.hostname)) {
    return 'it is an address of a private network';
  }
  return undefined;
}

function isTrusted(registry: URL, realm: URL, allowRealm: AllowRealm | undefined): boolean {
  if (realm.hostname === registry.hostname) return true;
  if (isLoopback(realm.hostname) && isLoopback(registry.hostname)) return true;
  if (realm.protocol !== 'https:') return false;
  const domain = registrableDomain(registry.hostname);
  if (domain !== undefined && domain === registrableDomain(realm.hostname)) return true;
  return allowRealm?.(registry.host, realm.host) ?? false;
}

/** Domains under which each name belongs to somebody else, as far as registries are found there. */
const sharedDomains = new Set([
  ...['azurecr.io', 'azurecr.cn', 'azurecr.us', 'azurewebsites.net', 'cloudapp.net', 'windows.net'],
  ...['azure.com', 'amazonaws.com', 'on.aws', 'cloudfront.net', 'pkg.dev', 'gcr.io', 'run.app'],
  ...['appspot.com', 'github.io', 'gitlab.io', 'herokuapp.com', 'fly.dev', 'jfrog.io', 'ocir.io'],
  ...['workers.dev', 'pages.dev', 'vercel.app', 'netlify.app', 'ngrok.io', 'ngrok.app'],
]);

/** `co.uk`, `com.cn`, …: a short second level under a country. */
const countryDomain = /^(?:co|com|net|org|gov|edu|ac|or|ne|go)\.[a-z]{2}$/;

/**
 * The part of a name that one owner holds, by rule of thumb: two labels, or three where the last two
 * are sold from. Undefined where that cannot be told; the names are then strangers.
 */
function registrableDomain(hostname: string): string | undefined {
  if (isIP(hostname) !== 0 || hostname.startsWith('[')) return undefined;
  const labels = hostname.replace(/\.$/, '').toLowerCase().split('.');
  const lastTwo = labels.slice(-2).join('.');
  if (labels.length < 2 || sharedDomains.has(lastTwo)) return undefined;
  if (!countryDomain.test(lastTwo)) return lastTwo;
  const lastThree = labels.slice(-3).join('.');
  return labels.length < 3 || sharedDomains.has(lastThree) ? undefined : lastThree;
}
