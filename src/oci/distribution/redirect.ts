import { ChartroomError } from '../../base/error';
import { discardBody } from './body';
import { isPrivate, resolveFrom } from './endpoint';
import type { HttpRequest, HttpResponse, Send } from './message';

const mostHops = 5;

/**
 * Follows redirects, as `fetch` must not: it would hand our headers to whoever a registry names.
 * Authorization goes along only within one origin.
 * @throws ChartroomError `oci.redirect-refused`
 */
export function followRedirects(next: Send): Send {
  return async (request) => {
    let current = request;
    for (let hops = 0; ; hops++) {
      const response = await next(current);
      const target = targetOf(response, current);
      if (target === undefined) return response;
      await discardBody(response);
      if (hops === mostHops) throw refused(request.url, target, 'there are too many redirects');
      checkTarget(request.url, target);
      current = redirected(current, target, request);
    }
  };
}

/**
 * Whether a registry may send us to that address, by redirect or by an upload location.
 * @throws ChartroomError `oci.redirect-refused`
 */
export function checkTarget(from: URL, target: URL): void {
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    throw refused(from, target, `${target.protocol} is not HTTP`);
  }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw refused(from, target, 'it is not encrypted');
  }
  if (target.username !== '' || target.password !== '') {
    throw refused(from, target, 'it carries a login');
  }
  if (isPrivate(target.hostname) && !isPrivate(from.hostname)) {
    throw refused(from, target, 'it is an address of a private network');
  }
}

function targetOf(response: HttpResponse, request: HttpRequest): URL | undefined {
  const { status, headers } = response;
  const location = headers.get('location');
  if (location === null || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const target = resolveFrom(request.url, location);
  if (target === undefined) return undefined;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead || status === 307 || status === 308) return target;
  // RFC 9110, section 15.4: clients turn a redirected POST into a GET, which uploads nothing.
  throw refused(
    request.url,
    target,
    `status ${String(status)} does not keep the ${request.method}`,
  );
}

function redirected(current: HttpRequest, target: URL, first: HttpRequest): HttpRequest {
  if (target.origin === current.url.origin) return { ...current, url: target };
  if (first.confined) throw refused(first.url, target, 'a login would go to another host');
  const headers = { ...current.headers };
  delete headers['authorization'];
  return { ...current, url: target, headers };
}

function refused(from: URL, target: URL, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.redirect-refused',
    template: 'The redirect of {host} to {target} was not followed: {reason}',
    facts: { host: from.host, target: target.host || target.protocol, reason },
  });
}
