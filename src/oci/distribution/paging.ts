import type { Abortable } from '../../base/abort';
import type { Page } from '../../base/page';
import type { ListOptions } from '../store';
import type { Client } from './client';
import { resolveFrom } from './endpoint';
import { parseList, type JsonObject } from '../json';
import { nextLink } from './link';
import type { HttpResponse } from './message';
import type { Subject } from './problem';
import { invalidReply, readJson } from './reply';

const mostPages = 10_000;
const mostItems = 100_000;
/** Several registries refuse to give more a page. */
const mostWanted = 1000;

export interface Listing {
  /** Below /v2/, for example `charts/app/tags/list`. */
  readonly path: string;
  /** The field of the document that holds the names. */
  readonly field: 'tags' | 'repositories';
  readonly scope: string;
  readonly subject: Subject;
  /** Begins after this name, which need not exist. */
  readonly last?: string | undefined;
}

/** Pages of names (distribution-spec, "Listing Tags"). */
export async function* listPages(
  client: Client,
  listing: Listing,
  options: ListOptions,
): AsyncGenerator<Page<string>> {
  const url = new URL(`/v2/${listing.path}`, client.endpoint);
  if (options.pageSize !== undefined) url.searchParams.set('n', wanted(options.pageSize));
  if (listing.last !== undefined) url.searchParams.set('last', listing.last);
  for await (const { document, more } of listDocuments(client, { ...listing, url }, options)) {
    yield { items: namesOf(document, listing), more };
  }
}

export interface DocumentListing {
  /** Of the first page, with what it takes to get it in the wanted size. */
  readonly url: URL;
  readonly scope: string;
  readonly subject: Subject;
  /** The media type to ask for; JSON unless given. */
  readonly accept?: string;
}

/** One reply of a listing, as the host gave it. */
export interface DocumentPage {
  readonly document: JsonObject;
  readonly more: boolean;
}

/** A page size as hosts take it. */
export function wanted(pageSize: number): string {
  return String(Math.max(1, Math.min(pageSize, mostWanted)));
}

/**
 * The pages of a listing, one request each. Only the Link header leads on (distribution-spec,
 * "Listing Tags"): some registries make up `last` themselves, so that it cannot be computed.
 */
export async function* listDocuments(
  client: Client,
  { url: first, scope, subject, accept = 'application/json' }: DocumentListing,
  { signal }: Abortable,
): AsyncGenerator<DocumentPage> {
  const seen = new Set<string>();
  let url: URL | undefined = first;
  while (url) {
    seen.add(url.href);
    const response = await client.send({
      method: 'GET',
      url,
      headers: { accept },
      scopes: [scope],
      signal,
    });
    const document = await readJson(response, subject);
    const next = nextUrl(response, url, subject);
    if (next && seen.has(next.href)) throw invalidReply(subject, 'its pages go in a circle');
    if (next && seen.size === mostPages) throw invalidReply(subject, 'it has too many pages');
    yield { document, more: next !== undefined };
    url = next;
  }
}

function nextUrl(response: HttpResponse, current: URL, subject: Subject): URL | undefined {
  const link = nextLink(response.headers.get('link'));
  if (link === undefined) return undefined;
  const next = resolveFrom(response.url, link);
  if (next?.origin !== current.origin) {
    throw invalidReply(subject, 'its next page is on another host');
  }
  return next;
}

/** The list is null where all tags have been deleted (seen with distribution). */
function namesOf(document: JsonObject, { field, subject }: Listing): readonly string[] {
  const invalid = (reason: string): Error => invalidReply(subject, reason);
  if (!(field in document)) throw invalid(`it has no ${field}`);
  const names = parseList(document[field], field, mostItems, invalid);
  return names.map((name) => {
    if (typeof name !== 'string') throw invalid(`${field} has an entry that is not a text`);
    return name;
  });
}
