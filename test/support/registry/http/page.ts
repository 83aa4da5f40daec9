import { Refusal } from '../refusal';
import type { RegistryRequest } from './request';

export interface ListPage<T> {
  readonly items: readonly T[];
  /** A `Link` header when there is more (RFC 8288), relative as the distribution-spec allows. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Cuts the page out of a list that `n` and `last` of the request ask for (distribution-spec 1.1,
 * "Listing Tags"). `cap` is the most the server gives at a time, whatever `n` says.
 */
export function pageOf<T>(
  request: RegistryRequest,
  all: readonly T[],
  keyOf: (item: T) => string,
  cap = Infinity,
): ListPage<T> {
  const size = Math.min(wantedSize(request.query.get('n')), cap);
  const last = request.query.get('last');
  const sorted = [...all].sort((a, b) => byCodeUnit(keyOf(a), keyOf(b)));
  const rest = last === null ? sorted : sorted.filter((item) => keyOf(item) > last);
  const items = rest.slice(0, size);
  const end = items.at(-1);
  if (end === undefined || items.length === rest.length) return { items, headers: {} };
  const next = new URLSearchParams(request.query);
  next.set('n', String(size));
  next.set('last', keyOf(end));
  const target = `${encodeURI(request.pathname)}?${next.toString()}`;
  return { items, headers: { link: `<${target}>; rel="next"` } };
}

function wantedSize(n: string | null): number {
  if (n === null) return Infinity;
  if (/^\d+$/.test(n)) return Number(n);
  throw new Refusal(400, 'PAGINATION_NUMBER_INVALID', `"${n}" is not a number of entries`);
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
