import type { Abortable } from '../../base/abort';
import type { Digest } from '../digest';
import type { Mounter, Referrers, Source, Tagger, TagLister, Target, UploadOpener } from '../store';
import { readBlob } from './blob';
import { subjectOf, type Client } from './client';
import { exists } from './existence';
import { deleteManifest, fetchManifest, resolveManifest } from './manifest';
import { mountBlob } from './mount';
import { listPages } from './paging';
import { repositoryPath } from './path';
import { pushManifest } from './pushManifest';
import { listReferrers } from './referrers';
import { repositoryScope } from './scope';
import { uploadBlob } from './upload';

/** A repository of a registry. References are tags or digests. */
export interface RemoteRepository
  extends Source, Target, Mounter, UploadOpener, Tagger, Referrers, TagLister {
  /** Removes a manifest and with it all its tags. @throws ChartroomError `oci.not-found`, `oci.unsupported` */
  deleteManifest(digest: Digest, options?: Abortable): Promise<void>;
}

/** @throws ChartroomError `oci.repository-invalid` */
export function createRepository(client: Client, name: string): RemoteRepository {
  const tagsPath = repositoryPath(name, 'tags/list');
  /** Upload sessions that declined mounts have opened, by digest. */
  const sessions = new Map<Digest, URL>();

  const mount: Mounter['mount'] = async (descriptor, fromRepository, options = {}) => {
    const result = await mountBlob(client, name, descriptor, fromRepository, options);
    if (!result.mounted && result.session) sessions.set(descriptor.digest, result.session);
    return result.mounted;
  };

  return {
    location: `${client.host}/${name}`,
    host: client.host,
    repository: name,

    resolve: (reference, options = {}) => resolveManifest(client, name, reference, options),
    manifest: (reference, options = {}) => fetchManifest(client, name, reference, options),
    blob: (descriptor, options = {}) => readBlob(client, name, descriptor, options),

    has: (descriptor, options = {}) => exists(client, name, descriptor, options),

    async pushBlob(descriptor, open, options = {}) {
      const session = sessions.get(descriptor.digest);
      sessions.delete(descriptor.digest);
      await uploadBlob(client, { repository: name, descriptor, open, session }, options);
    },

    async pushManifest(content, reference, options = {}) {
      await pushManifest(client, name, content, reference ?? content.descriptor.digest, options);
    },

    mount,
    hasOrOpens: (descriptor, options) => mount(descriptor, name, options),

    async tag(digest, reference, options = {}) {
      const content = await fetchManifest(client, name, digest, options);
      await pushManifest(client, name, content, reference, options);
    },

    referrers: (digest, options = {}) => listReferrers(client, name, digest, options),

    tags: (options = {}) =>
      listPages(
        client,
        {
          path: tagsPath,
          field: 'tags',
          scope: repositoryScope(name, 'pull'),
          subject: subjectOf(client, name),
        },
        options,
      ),

    deleteManifest: (digest, options = {}) => deleteManifest(client, name, digest, options),
  };
}
