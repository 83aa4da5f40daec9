import { BlockList, isIP } from 'node:net';
import { ChartroomError } from '../../base/error';

/** Docker Hub's images are named docker.io, but its API answers elsewhere. */
const dockerHub = new Map([
  ['docker.io', 'registry-1.docker.io'],
  ['index.docker.io', 'registry-1.docker.io'],
]);

const hostGrammar = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The base URL of a registry host (`name[:port]`). Plain HTTP is spoken to this machine itself, or
 * where it was asked for; never as a fallback.
 * @throws ChartroomError `oci.host-invalid`
 */
export function endpointOf(host: string, plainHttp?: boolean): URL {
  const url = hostGrammar.test(host)
    ? parseUrl(`https://${dockerHub.get(host) ?? host}`)
    : undefined;
  if (url === undefined) {
    throw new ChartroomError({
      code: 'oci.host-invalid',
      template:
        '"{host}" is not the address of a registry: expected a host name with an optional port',
      facts: { host },
    });
  }
  if (plainHttp ?? isLoopback(url.hostname)) return new URL(`http://${url.host}`);
  return url;
}

export function parseUrl(text: string, base?: URL): URL | undefined {
  return URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}

/**
 * Resolves a URL that a registry gave in a header. A registry behind a TLS proxy often names itself
 * with http://; that is read as its own https:// address, so it is neither a downgrade nor a stranger.
 */
export function resolveFrom(base: URL, text: string): URL | undefined {
  const url = parseUrl(text, base);
  if (url?.protocol !== 'http:' || base.protocol !== 'https:') return url;
  const ownPort = url.port === '' || url.port === '80' || url.port === base.port;
  if (url.hostname !== base.hostname || !ownPort) return url;
  const upgraded = new URL(url);
  upgraded.protocol = 'https:';
  upgraded.port = base.port;
  return upgraded;
}

export function isLoopback(hostname: string): boolean {
  const name = bare(hostname);
  return name === 'localhost' || name.endsWith('.localhost') || inRange(loopbackRanges, name);
}

/** Addresses that mean a different machine to everybody: loopback, private and link-local literals. */
export function isPrivate(hostname: string): boolean {
  return isLoopback(hostname) || inRange(privateRanges, bare(hostname));
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function inRange(ranges: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && ranges.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

const loopbackRanges = new BlockList();
loopbackRanges.addSubnet('127.0.0.0', 8);
loopbackRanges.addAddress('::1', 'ipv6');

const privateRanges = new BlockList();
privateRanges.addSubnet('0.0.0.0', 8);
privateRanges.addSubnet('10.0.0.0', 8); // RFC 1918
privateRanges.addSubnet('172.16.0.0', 12);
privateRanges.addSubnet('192.168.0.0', 16);
privateRanges.addSubnet('169.254.0.0', 16); // link-local, where clouds serve instance metadata
privateRanges.addSubnet('100.64.0.0', 10); // RFC 6598
privateRanges.addAddress('::', 'ipv6');
privateRanges.addSubnet('fc00::', 7, 'ipv6'); // RFC 4193
privateRanges.addSubnet('fe80::', 10, 'ipv6');
