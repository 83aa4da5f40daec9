import type { Abortable } from '../../base/abort';
import type { Page } from '../../base/page';
import { subjectOf, type Client } from '../../oci/distribution/client';
import { listDocuments, wanted } from '../../oci/distribution/paging';
import { invalidReply } from '../../oci/distribution/reply';
import { catalogScope, repositoryScope } from '../../oci/distribution/scope';
import { parseList, parseText, type Invalid } from '../../oci/json';
import type { ListOptions } from '../../oci/store';
import { parseManifestRow, parseTagRow, type ManifestRow, type TagRow } from './attributes';
import { acrUrl, pathOf } from './metadata';

/** What the host gives a page when not told otherwise. */
const defaultPageSize = 100;
/** Ten times what it gives at most. */
const mostRows = 10_000;

/** The names of repositories from `/acr/v1/_catalog`. */
export function listCatalog(client: Client, options: ListOptions): AsyncGenerator<Page<string>> {
  return listRows(
    client,
    {
      url: listUrl(client, '_catalog', options),
      scope: catalogScope,
      name: 'the list of repositories',
      field: 'repositories',
      parse: parseName,
    },
    options,
  );
}

/** Newest first, as are the manifests, so that a page of one mostly finds its own in a page of the other. */
export function listTags(
  client: Client,
  repository: string,
  options: ListOptions,
): AsyncGenerator<Page<TagRow>> {
  const listing = listingOf(client, repository, '_tags', options);
  return listRows(client, { ...listing, field: 'tags', parse: parseTagRow }, options);
}

export function listManifests(
  client: Client,
  repository: string,
  options: ListOptions,
): AsyncGenerator<Page<ManifestRow>> {
  const listing = listingOf(client, repository, '_manifests', options);
  return listRows(client, { ...listing, field: 'manifests', parse: parseManifestRow }, options);
}

interface Listing<T> {
  /** Of the first page. */
  readonly url: URL;
  readonly scope: string;
  /** For messages. */
  readonly name: string;
  readonly field: 'repositories' | 'tags' | 'manifests';
  readonly parse: (row: unknown, invalid: Invalid) => T;
}

function listingOf(
  client: Client,
  repository: string,
  what: '_tags' | '_manifests',
  options: ListOptions,
): Pick<Listing<unknown>, 'url' | 'scope' | 'name'> {
  const url = listUrl(client, `${pathOf(repository)}/${what}`, options);
  url.searchParams.set('orderby', 'timedesc');
  return { url, scope: repositoryScope(repository, 'metadata_read'), name: repository };
}

function listUrl(client: Client, path: string, { pageSize }: ListOptions): URL {
  const url = acrUrl(client, path);
  url.searchParams.set('n', wanted(pageSize ?? defaultPageSize));
  return url;
}

async function* listRows<T>(
  client: Client,
  { url, scope, name, field, parse }: Listing<T>,
  options: Abortable,
): AsyncGenerator<Page<T>> {
  const subject = subjectOf(client, name);
  const invalid: Invalid = (reason) => invalidReply(subject, reason);
  for await (const { document, more } of listDocuments(client, { url, scope, subject }, options)) {
    const rows = parseList(document[field], field, mostRows, invalid);
    yield { items: rows.map((row) => parse(row, invalid)), more };
  }
}

function parseName(row: unknown, invalid: Invalid): string {
  const name = parseText(row, 'a repository', invalid);
  if (name === undefined) throw invalid('a repository has no name');
  return name;
}
