import type { Abortable } from '../../base/abort';
import { hasCode, type ChartroomError } from '../../base/error';
import type { Page } from '../../base/page';
import { isDigest } from '../../oci/digest';
import type { Host } from '../../oci/distribution/host';
import { checkTag } from '../../oci/reference';
import type { Repository } from '../registry';
import { describeVersion } from './describe';
import { changeLock, deleteTag, readRepositoryLock, readTag } from './metadata';
import type { Explain } from './permission';
import { softDeleted } from './problem';
import type { Need } from './role';
import type { SoftDeletion } from './softDeletion';
import { listVersions } from './versions';

/** What the repositories of one registry share. */
export interface AcrRegistry {
  readonly host: Host;
  readonly explain: Explain;
  readonly deletion: SoftDeletion;
}

/** A repository of an Azure Container Registry. @throws ChartroomError `oci.repository-invalid` */
export function createAcrRepository(
  name: string,
  { host, explain, deletion }: AcrRegistry,
): Repository {
  const { client } = host;
  const remote = host.repository(name);
  const told = async <T>(need: Need, options: Abortable, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw await explain(error, need, name, options);
    }
  };

  return {
    name,
    location: remote.location,
    host: remote.host,
    repository: remote.repository,

    resolve: (reference, options = {}) =>
      told('pull', options, () => remote.resolve(reference, options)),
    manifest: (reference, options = {}) =>
      told('pull', options, async () => {
        try {
          return await remote.manifest(reference, options);
        } catch (error) {
          if (!hasCode(error, 'oci.not-found')) throw error;
          const isKept = await deletion.isKept(name, reference, options);
          throw isKept ? softDeleted(error) : error;
        }
      }),
    blob: (descriptor, options = {}) =>
      told('pull', options, () => remote.blob(descriptor, options)),

    referrers: (digest, options = {}) =>
      told('pull', options, () => remote.referrers(digest, options)),

    has: (descriptor, options = {}) => told('push', options, () => remote.has(descriptor, options)),
    hasOrOpens: (descriptor, options = {}) =>
      told('push', options, () => remote.hasOrOpens(descriptor, options)),
    pushBlob: (descriptor, open, options = {}) =>
      told('push', options, () => remote.pushBlob(descriptor, open, options)),
    pushManifest: (content, reference, options = {}) =>
      told('push', options, async () => {
        try {
          await remote.pushManifest(content, reference, options);
        } catch (error) {
          // What was deleted softly is not taken again, only restored (soft delete policy).
          const isKept =
            isRefusal(error) && (await deletion.isKept(name, content.descriptor.digest, options));
          throw isKept ? softDeleted(error) : error;
        }
      }),
    tag: (digest, reference, options = {}) =>
      told('push', options, () => remote.tag(digest, reference, options)),

    async mount(descriptor, fromRepository, options = {}) {
      try {
        return await remote.mount(descriptor, fromRepository, options);
      } catch (error) {
        // One token is asked for both repositories; who may not read the other can still send the blob.
        const isOfRights = hasCode(error, 'oci.unauthorized') || hasCode(error, 'oci.denied');
        if (!isOfRights) throw await explain(error, 'push', name, options);
        client.log.debug('Mount refused', { repository: name, fromRepository });
        return false;
      }
    },

    versions: (options = {}) =>
      explainedPages(listVersions(client, name, options), (error) =>
        explain(error, 'pull', name, options),
      ),
    describe: (version, options = {}) =>
      told('pull', options, () => describeVersion(client, name, version, options)),
    immutable: (tag, options = {}) => told('pull', options, () => lockOn(host, name, tag, options)),

    deleteVersion: (digest, options = {}) =>
      told('delete', options, () => remote.deleteManifest(digest, options)),
    untag: (tag, options = {}) =>
      told('delete', options, () => deleteTag(client, name, tag, options)),

    // A tag and its manifest are locked apart: with the tag alone the manifest could be deleted, and
    // with the manifest alone the tag could be set on another.
    lock: (version, lock, options = {}) =>
      told('lock', options, async () => {
        if (isDigest(version)) {
          await changeLock(client, name, { digest: version }, lock, options);
          return;
        }
        const { digest } = await readTag(client, name, version, options);
        await changeLock(client, name, { digest }, lock, options);
        await changeLock(client, name, { tag: version }, lock, options);
      }),
  };
}

/** A refusal that is neither about the login nor about the rate. */
function isRefusal(error: unknown): error is ChartroomError {
  const status = hasCode(error, 'oci.') ? Number(error.facts['status']) : NaN;
  return status >= 400 && status < 500 && status !== 401 && status !== 429;
}

export async function* explainedPages<T>(
  pages: AsyncIterable<Page<T>>,
  explain: (error: unknown) => Promise<unknown>,
): AsyncGenerator<Page<T>> {
  try {
    yield* pages;
  } catch (error) {
    throw await explain(error);
  }
}

/** Why a tag cannot be pointed elsewhere: its own lock, or that of the repository around it. */
async function lockOn(
  { client }: Host,
  name: string,
  tag: string,
  options: Abortable,
): Promise<string | undefined> {
  checkTag(tag);
  const [own, around] = await Promise.all([
    ifTold(readTag(client, name, tag, options).then(({ lock }) => lock)),
    ifTold(readRepositoryLock(client, name, options)),
  ]);
  if (around?.write === false) return 'its repository is locked against changes';
  return own?.write === false ? 'it is locked against changes' : undefined;
}

/** Undefined for those who may push without the right to read metadata: they find out with the push. */
async function ifTold<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const passes = ['oci.not-found', 'oci.unauthorized', 'oci.denied'];
    if (passes.some((code) => hasCode(error, code))) return undefined;
    throw error;
  }
}
