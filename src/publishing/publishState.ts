import type { Abortable } from '../base/abort';
import { isAbort } from '../base/abort';
import { hasCode } from '../base/error';
import type { Log } from '../base/log';
import { tagOfVersion, versionOfTag } from '../chart/tag';
import { parseVersion } from '../chart/version';
import type { Digest } from '../oci/digest';
import type { Registry, Repository } from '../registries/registry';
import { resolveIfThere } from './resolveIfThere';

/** What a registry holds of a chart. What could not be found out, as without a network, is left out. */
export interface PublishState {
  /** False where the registry was asked and has none. */
  readonly repositoryExists?: boolean;
  /** True where the repository has to be, and can be, created before a push. */
  readonly canCreate?: boolean;
  /** Tags there that are versions, in the order of the host. */
  readonly versions?: readonly string[];
  /** What the tag of this version holds, next to what a push would send. */
  readonly published?: 'same' | 'different';
  /** Of the manifest that the tag of this version names. */
  readonly digest?: Digest;
}

export interface PublishQuestion {
  /** As `id` of the connection that is asked. */
  readonly registry: Registry;
  readonly repository: string;
  readonly version: string;
  /** Of the manifest that a push would send. Asked for only where the version is published. */
  readonly digest: (options: Abortable) => Promise<Digest>;
}

/** Remembers what registries hold, so that editing a chart does not ask them over and over. */
export interface PublishStates {
  /** Never fails but by being cancelled: what cannot be found out is left out, and the log says why. */
  of(question: PublishQuestion, options?: Abortable): Promise<PublishState>;
  /** What is remembered was before a push, a deletion or another login. Without a repository of a whole registry, or of all. */
  forget(registryId?: string, repository?: string): void;
}

export interface PublishStatesOptions {
  readonly log: Log;
  /** Milliseconds, of any start. */
  readonly now: () => number;
}

/** Milliseconds for which an answer counts; a failure counts shorter, since a network comes back. */
const answerLasts = 5 * 60_000;
const failureLasts = 30_000;

/** Tags are read up to this many pages; a repository with more says nothing of its versions. */
const mostPages = 20;

interface Holding {
  readonly exists: boolean;
  readonly canCreate: boolean;
  /** By tag, those that are versions; the digest where the listing says it. */
  readonly tags: ReadonlyMap<string, Digest | undefined> | undefined;
}

interface Kept<T> {
  readonly answer: Promise<T | undefined>;
  until: number;
}

export function createPublishStates({ log, now }: PublishStatesOptions): PublishStates {
  const kept = new Map<string, Kept<unknown>>();

  // One question for all who ask at the same time; it goes on when one of them leaves.
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T | undefined> => {
    const known = kept.get(key) as Kept<T> | undefined;
    if (known && known.until > now()) return known.answer;
    const entry: Kept<T> = {
      until: Number.POSITIVE_INFINITY,
      answer: ask().then(
        (answer) => {
          entry.until = now() + answerLasts;
          return answer;
        },
        (error: unknown) => {
          entry.until = now() + failureLasts;
          log.debug('what is published is not known', { asked: key, reason: String(error) });
          return undefined;
        },
      ),
    };
    kept.set(key, entry);
    return entry.answer;
  };

  return {
    of: async ({ registry, repository: name, version, digest }, options = {}) => {
      const key = keyOf(registry.id, name);
      const holding = await once(key, () => readHolding(registry, name));
      options.signal?.throwIfAborted();
      if (!holding) return {};
      const { exists, canCreate, tags } = holding;
      const state = { repositoryExists: exists, ...(canCreate && { canCreate }) };
      if (!tags) return state;
      const versions = [...tags.keys()].map(versionOfTag);
      const tag = tagOfVersion(version);
      if (!tags.has(tag)) return { ...state, versions };
      const there =
        tags.get(tag) ??
        (registry.metersReads
          ? undefined
          : await once(`${key} ${tag}`, () => readDigest(registry.repository(name), tag)));
      const own = there && (await ownDigest(digest, options));
      if (there === undefined) return { ...state, versions };
      const known = { ...state, versions, digest: there };
      if (own === undefined) return known;
      return { ...known, published: there === own ? 'same' : 'different' };
    },
    forget: (registryId, repository) => {
      for (const key of [...kept.keys()])
        if (isBelow(key, registryId, repository)) kept.delete(key);
    },
  };
}

/** Ids have no spaces, and neither have the names of repositories. */
function keyOf(registryId: string, repository: string): string {
  return `${encodeURIComponent(registryId)} ${repository}`;
}

function isBelow(key: string, registryId?: string, repository?: string): boolean {
  if (registryId === undefined) return true;
  if (repository === undefined) return key.startsWith(`${encodeURIComponent(registryId)} `);
  const own = keyOf(registryId, repository);
  return key === own || key.startsWith(`${own} `);
}

async function readHolding(registry: Registry, name: string): Promise<Holding> {
  try {
    const tags = await readTags(registry.repository(name));
    return { exists: true, canCreate: false, tags };
  } catch (error) {
    if (!hasCode(error, 'oci.not-found')) throw error;
    // Where a push makes what it needs, nothing has to be created.
    const { creation } = registry;
    const canCreate = creation !== undefined && !(await creation.madeByPush(name));
    return { exists: false, canCreate, tags: new Map() };
  }
}

async function readTags(repository: Repository): Promise<Holding['tags']> {
  const tags = new Map<string, Digest | undefined>();
  let pages = 0;
  for await (const { items, more } of repository.versions()) {
    for (const { tag, digest } of items) {
      if (parseVersion(versionOfTag(tag))) tags.set(tag, digest);
    }
    pages += 1;
    if (more && pages === mostPages) return undefined;
  }
  return tags;
}

async function readDigest(repository: Repository, tag: string): Promise<Digest | undefined> {
  return (await resolveIfThere(repository, tag))?.digest;
}

/** A chart that cannot be packed, because it is being written, has none. */
async function ownDigest(
  digest: PublishQuestion['digest'],
  options: Abortable,
): Promise<Digest | undefined> {
  try {
    return await digest(options);
  } catch (error) {
    if (isAbort(error, options.signal)) throw error;
    return undefined;
  }
}
