import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbort, type Abortable } from '../../base/abort';
import { isObject } from '../../oci/json';

/** The index of a repository as it came last. */
export interface CachedIndex {
  readonly text: string;
  /** The same for the same text. */
  readonly revision: string;
  /** ETag and Last-Modified, by which its host tells whether it has another. */
  readonly etag?: string;
  readonly modified?: string;
}

/** Keeps indexes over sessions. It is a cache: what cannot be read is not there, and what cannot be written is fetched again. */
export interface IndexCache {
  read(url: string, options?: Abortable): Promise<CachedIndex | undefined>;
  write(url: string, index: CachedIndex): Promise<void>;
}

/** In files of a folder, which is made with the first of them: a line of JSON, then the index. */
export function createIndexCache(folder: string): IndexCache {
  const fileOf = (url: string): string =>
    join(folder, `${createHash('sha256').update(url).digest('hex')}.index`);
  return {
    read: async (url, { signal } = {}) => {
      try {
        return parse(await readFile(fileOf(url), { encoding: 'utf8', signal }));
      } catch (error) {
        if (isAbort(error, signal)) throw error;
        return undefined;
      }
    },
    write: async (url, { text, ...rest }) => {
      const partial = `${fileOf(url)}.${randomUUID()}.partial`;
      try {
        await mkdir(folder, { recursive: true });
        // A repository behind a login may list what is not everybody's business.
        await writeFile(partial, `${JSON.stringify(rest)}\n${text}`, { mode: 0o600 });
        await rename(partial, fileOf(url));
      } catch {
        await rm(partial, { force: true }).catch(() => undefined);
      }
    },
  };
}

function parse(content: string): CachedIndex | undefined {
  const end = content.indexOf('\n');
  const head: unknown = JSON.parse(content.slice(0, end));
  if (!isObject(head)) return undefined;
  const { revision, etag, modified } = head;
  if (typeof revision !== 'string') return undefined;
  return {
    text: content.slice(end + 1),
    revision,
    ...(typeof etag === 'string' && { etag }),
    ...(typeof modified === 'string' && { modified }),
  };
}
