import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { Log } from '../../base/log';
import { giveTurn } from '../../base/timeSlices';
import { discardBody, readBody } from '../../oci/distribution/body';
import { basicAuthorization } from '../../oci/distribution/credential';
import { isSuccess, type HttpResponse, type Send } from '../../oci/distribution/message';
import type { RetryOptions } from '../../oci/distribution/retry';
import { createTransport } from '../../oci/distribution/transport';
import { sha256 } from '../../oci/digest';
import { archiveUrl, fileOf, indexUrl, repositoryUrl, withoutLogin } from './address';
import type { IndexCache } from './indexCache';
import { archiveProblem, indexProblem } from './problem';
import { needsTls, tlsFetch, type TlsAccess } from './tlsFetch';

/** How a repository is reached: of an entry of Helm's repositories.yaml, what it says of that. */
export interface ChartRepositoryAccess extends TlsAccess {
  readonly username?: string;
  readonly password?: string;
  /** The login goes along to whatever host the index names. */
  readonly passCredentialsAll?: boolean;
}

export interface ChartRepositoryOptions extends RetryOptions {
  readonly url: string;
  readonly access: ChartRepositoryAccess;
  /** A login typed for this repository; goes before that of `access`. */
  readonly login: () => Promise<{ username: string; password: string } | undefined>;
  readonly cache: IndexCache;
  readonly fetch: typeof fetch;
  /** Makes the `fetch` for a repository with certificates of its own; when not given, one that knows no proxy. */
  readonly tlsFetch?: ((access: TlsAccess) => typeof fetch) | undefined;
  readonly log: Log;
  readonly userAgent: string;
  /** Requests to one host at a time; 6 when not given. */
  readonly concurrency?: number | undefined;
  /** Milliseconds without a byte after which a connection is given up; a minute when not given. */
  readonly idleTimeout?: number | undefined;
}

/** A repository of charts behind HTTP, as `helm repo add` takes it: an index.yaml and archives. */
export interface ChartRepository {
  /** Without a login that may be written into it. */
  readonly url: string;
  /**
   * The text of the index, asked for with what was kept of it: a host that has the same says so.
   * `revision` is the same for the same text.
   * @throws ChartroomError `repository.not-found`, `repository.unauthorized`, `repository.too-large`, `oci.unreachable`, …
   */
  index(options?: Abortable): Promise<{ readonly text: string; readonly revision: string }>;
  /**
   * An archive that the index names, by a URL that is absolute or from the repository.
   * @throws ChartroomError as `index`, from the stream too
   */
  archive(
    url: string,
    options?: Abortable,
  ): Promise<{ file: string; content: AsyncIterable<Uint8Array> }>;
}

/** Bytes of an index; the largest known have some 30 MB. */
const indexLimit = 256 * 1024 * 1024;
/** Bytes of an archive: as many as Helm lets a chart have unpacked. */
const archiveLimit = 100 * 1024 * 1024;

/** @throws ChartroomError `repository.url-invalid` */
export function createChartRepository(options: ChartRepositoryOptions): ChartRepository {
  const { access, cache, concurrency = 6, idleTimeout = 60_000 } = options;
  const address = repositoryUrl(options.url);
  const base = withoutLogin(address);
  const fetch = needsTls(access) ? (options.tlsFetch ?? tlsFetch)(access) : options.fetch;
  const { send } = createTransport({ ...options, fetch, concurrency, idleTimeout });

  const get = (url: URL, headers: Record<string, string>, abortable: Abortable) =>
    sendWithLogin(send, url, headers, abortable, { ...options, address });

  return {
    url: base.href,
    index: async (abortable = {}) => {
      const kept = await cache.read(base.href, abortable);
      const response = await get(
        indexUrl(base),
        {
          'accept-encoding': 'gzip',
          ...(kept?.etag !== undefined && { 'if-none-match': kept.etag }),
          ...(kept?.modified !== undefined && { 'if-modified-since': kept.modified }),
        },
        abortable,
      );
      if (response.status === 304 && kept) {
        await discardBody(response);
        return kept;
      }
      if (!isSuccess(response)) throw await indexProblem(response, base);
      const { bytes, truncated } = await readBody(response, indexLimit);
      if (truncated) throw tooLarge(indexUrl(base), indexLimit);
      const text = Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
      await giveTurn();
      const fetched = { text, revision: sha256(bytes), ...validators(response) };
      await giveTurn();
      await cache.write(base.href, fetched);
      return fetched;
    },
    archive: async (text, abortable = {}) => {
      const url = archiveUrl(base, text);
      const file = fileOf(url);
      const response = await get(
        url,
        { accept: 'application/gzip,application/octet-stream' },
        abortable,
      );
      if (!isSuccess(response)) throw await archiveProblem(response, base, url);
      return { file, content: limited(response.body, url) };
    },
  };
}

/** The login goes to the repository's own origin, and further only where that was asked for (Helm, httpgetter.go). */
async function sendWithLogin(
  send: Send,
  url: URL,
  headers: Record<string, string>,
  { signal }: Abortable,
  { address, access, login }: Pick<ChartRepositoryOptions, 'access' | 'login'> & { address: URL },
): Promise<HttpResponse> {
  const isOwn = url.origin === address.origin;
  const known =
    isOwn || access.passCredentialsAll ? await loginOf(address, access, login) : undefined;
  const authorization = known && basicAuthorization(known.username, known.password);
  const response = await send({
    method: 'GET',
    url,
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
    signal,
  });
  return { ...response, identified: authorization !== undefined };
}

async function loginOf(
  address: URL,
  { username, password }: ChartRepositoryAccess,
  login: ChartRepositoryOptions['login'],
): Promise<{ username: string; password: string } | undefined> {
  const typed = await login();
  if (typed) return typed;
  if (username !== undefined && password !== undefined) return { username, password };
  if (address.username === '') return undefined;
  return {
    username: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
  };
}

function validators({ headers }: HttpResponse): { etag?: string; modified?: string } {
  const etag = headers.get('etag');
  const modified = headers.get('last-modified');
  return { ...(etag !== null && { etag }), ...(modified !== null && { modified }) };
}

async function* limited(content: AsyncIterable<Uint8Array>, url: URL): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > archiveLimit) throw tooLarge(url, archiveLimit);
    yield chunk;
  }
}

function tooLarge(url: URL, limit: number): ChartroomError {
  return new ChartroomError({
    code: 'repository.too-large',
    template: '{url} is larger than {limit} bytes',
    facts: { url: `${url.origin}${url.pathname}`, limit },
  });
}
