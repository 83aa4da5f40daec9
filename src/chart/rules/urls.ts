// net/url, getScheme and shouldEscape in its mode for hosts.
const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;
const host = /^(?:[\w\-.~!$&'()*+,;=:<>"[\]]|[\u0080-\uffff]|%25|%[89A-Fa-f][0-9A-Fa-f])*$/;
const userInfo = /^[\w\-.~!$&'()*+,;=:%@]*$/;

/**
 * True for what Helm takes as a URL in Chart.yaml: govalidator's `IsRequestURL`, which is Go's
 * `url.ParseRequestURI` with a scheme.
 */
export function isRequestUrl(text: string): boolean {
  const [found] = scheme.exec(text) ?? [];
  // eslint-disable-next-line no-control-regex -- these are what Go refuses
  if (found === undefined || /[\x00-\x1f\x7f]/.test(text)) return false;
  const [rest = ''] = text.slice(found.length).split('?');
  if (!rest.startsWith('/')) return true;
  if (!rest.startsWith('//') || rest.startsWith('///')) return hasValidEscapes(rest);
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  return isAuthority(authority) && (slash < 0 || hasValidEscapes(rest.slice(slash)));
}

function isAuthority(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at >= 0 && !(userInfo.test(text.slice(0, at)) && hasValidEscapes(text.slice(0, at))))
    return false;
  const address = text.slice(at + 1);
  if (address.startsWith('[')) return /^\[[^\]]*\](?::\d*)?$/.test(address);
  const colon = address.lastIndexOf(':');
  return host.test(address) && (colon < 0 || /^\d*$/.test(address.slice(colon + 1)));
}

function hasValidEscapes(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

const looseUrl =
  /^(?:(?:ftp|tcp|udp|wss?|https?):\/\/)?(?:[^\s@/]+@)?([\p{L}\d._-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/u;

/** True for what Helm takes as the URL of a maintainer: govalidator's `IsURL`, which takes a host with a dot without a scheme. */
export function isUrl(text: string): boolean {
  const [, name = ''] = looseUrl.exec(text) ?? [];
  if (text.length <= 3 || text.length >= 2083 || name === '' || /^\.|^-|\.$|\.\./.test(name))
    return false;
  return text.includes(':') || text.includes('.');
}
