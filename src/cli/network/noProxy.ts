import { BlockList, isIP } from 'node:net';

/** Whether a host is asked for without a proxy. */
export type NoProxy = (url: URL) => boolean;

interface Asked {
  /** An address without brackets. */
  readonly name: string;
  readonly port: number;
}

/**
 * Reads NO_PROXY as curl and Go do: names with all that is below them, addresses, networks such as `10.0.0.0/8`, each with
 * a port if need be, and `*` for every host. Names are not looked up.
 */
export function readNoProxy(text: string): NoProxy {
  const rules = text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => ruleOf(entry.toLowerCase()));
  return (url) => {
    const name = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    return rules.some((isMeant) => isMeant({ name, port }));
  };
}

function ruleOf(entry: string): (asked: Asked) => boolean {
  if (entry === '*') return () => true;
  const { host, port } = partsOf(entry);
  const isMeant = networkRule(host) ?? nameRule(host);
  return (asked) => (port === undefined || Number(port) === asked.port) && isMeant(asked);
}

/** Several colons belong to an address, which has brackets where a port follows. */
function partsOf(entry: string): { readonly host: string; readonly port?: string | undefined } {
  const [, bracketed, simple, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  return { host: bracketed ?? simple ?? entry, port };
}

/** Undefined for what is no address and no network. */
function networkRule(host: string): ((asked: Asked) => boolean) | undefined {
  const [address = '', prefix] = host.split('/');
  const family = isIP(address);
  const longest = family === 6 ? 128 : 32;
  const length = prefix === undefined ? longest : Number(prefix);
  if (family === 0 || !(length >= 0 && length <= longest)) return undefined;
  const network = new BlockList();
  network.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4');
  return ({ name }) => {
    const asked = isIP(name);
    return asked !== 0 && network.check(name, asked === 6 ? 'ipv6' : 'ipv4');
  };
}

function nameRule(host: string): (asked: Asked) => boolean {
  const domain = host.replace(/^\*?\./, '');
  return ({ name }) => name === domain || name.endsWith(`.${domain}`);
}
