import type { Abortable } from '../../base/abort';
import type { Page } from '../../base/page';
import type { RemoteRepository } from '../../oci/distribution/repository';
import type { ListOptions } from '../../oci/store';
import type { Repository, VersionEntry } from '../registry';
import { checkDeleted } from './deletion';
import { versionsOf } from './images';
import type { PublicControl } from './publicControl';

export interface PublicRepositoryParts {
  readonly remote: RemoteRepository;
  /** Fails where there is no login that could write. */
  readonly signedIn: (options?: Abortable) => Promise<unknown>;
  /** Absent for somebody who only reads. */
  readonly own?: OwnRepository | undefined;
}

/** How a repository is asked about that may belong to the login's own account. */
export interface OwnRepository {
  readonly control: PublicControl;
  /** The name without the account's alias; undefined for a repository of somebody else. */
  readonly name: (options?: Abortable) => Promise<string | undefined>;
  /** The same, for what must not touch a repository of the same name. @throws ChartroomError `oci.denied` */
  readonly mustBeOwn: (options?: Abortable) => Promise<string>;
}

/** Reading works for everybody; what is written first makes sure of a login, so that the reason it lacks is told. */
export function publicRepository({ remote, signedIn, own }: PublicRepositoryParts): Repository {
  const written = async <T>(work: () => Promise<T>, options?: Abortable): Promise<T> => {
    await signedIn(options);
    return work();
  };
  return {
    ...remote,
    name: remote.repository,
    // As in a private registry.
    hasOrOpens: (descriptor, options) => remote.has(descriptor, options),
    pushBlob: (descriptor, open, options) =>
      written(() => remote.pushBlob(descriptor, open, options), options),
    pushManifest: (content, reference, options) =>
      written(() => remote.pushManifest(content, reference, options), options),
    mount: (descriptor, from, options) =>
      written(() => remote.mount(descriptor, from, options), options),
    tag: (digest, reference, options) =>
      written(() => remote.tag(digest, reference, options), options),
    versions: (options = {}) => listVersions(remote, own, options),
    ...(own && deletion(remote, own)),
  };
}

async function* listVersions(
  remote: RemoteRepository,
  own: OwnRepository | undefined,
  options: ListOptions,
): AsyncGenerator<Page<VersionEntry>> {
  const name = await own?.name(options);
  if (own === undefined || name === undefined) {
    for await (const { items, more } of remote.tags(options)) {
      yield { items: items.map((tag) => ({ tag })), more };
    }
    return;
  }
  for await (const { items, more } of own.control.images(name, options)) {
    yield { items: items.flatMap(versionsOf), more };
  }
}

function deletion(
  remote: RemoteRepository,
  own: OwnRepository,
): Pick<Repository, 'deleteVersion' | 'untag' | 'deletesWithLastTag'> {
  const remove = async (version: string, options?: Abortable): Promise<void> => {
    const name = await own.mustBeOwn(options);
    const failure = await own.control.deleteImage(name, version, options);
    checkDeleted(failure, { host: remote.host, repository: remote.repository, version });
  };
  return { deleteVersion: remove, untag: remove, deletesWithLastTag: true };
}
