import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Log } from '../../base/log';
import type { Page } from '../../base/page';
import type { RemoteRepository } from '../../oci/distribution/repository';
import type { ListOptions, ManifestContent } from '../../oci/store';
import type { Repository, VersionEntry } from '../registry';
import type { Control } from './control';
import { checkDeleted } from './deletion';
import { describeVersion } from './describe';
import { versionsOf } from './images';
import { isImmutable } from './mutability';
import type { Asked } from './problem';
import type { Replication } from './replication';
import { explainRefusal, refusesMovingTag } from './refusal';

export interface EcrRepositoryParts {
  /** Its `/v2/` side. */
  readonly remote: RemoteRepository;
  readonly control: Control;
  readonly replication: Replication;
  readonly asked: Asked;
  readonly log: Log;
}

/** A repository of a private registry: content by `/v2/`, everything about it by the API. */
export function ecrRepository(parts: EcrRepositoryParts): Repository {
  const { remote, control, log } = parts;
  const name = remote.repository;
  return {
    ...explained(parts),
    name,
    deletesWithLastTag: true,
    versions: (options = {}) => listVersions(control, name, options),
    replicas: (version, options) => parts.replication.replicas(name, version, options),
    describe: (version, options = {}) =>
      describeVersion(control, name, version, { ...options, log }),
    immutable: (tag, options) => whyImmutable(parts, tag, options),
    deleteVersion: (digest, options) => deleteImage(parts, digest, options),
    untag: (tag, options) => deleteImage(parts, tag, options),
  };
}

/** The `/v2/` side with errors that name actions, policies and what else helps. */
export function explained({
  remote,
  asked,
}: Pick<EcrRepositoryParts, 'remote' | 'asked'>): RemoteRepository {
  const explain = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw explainRefusal(error, remote.repository, asked);
    }
  };
  return {
    ...remote,
    resolve: (reference, options) => explain(remote.resolve(reference, options)),
    manifest: (reference, options) => explain(remote.manifest(reference, options)),
    blob: (descriptor, options) => explain(remote.blob(descriptor, options)),
    referrers: (digest, options) => explain(remote.referrers(digest, options)),
    has: (descriptor, options) => explain(remote.has(descriptor, options)),
    // It declines mounts unless the account allows them, and its API refuses a layer that it has (LayerAlreadyExistsException).
    hasOrOpens: (descriptor, options) => explain(remote.has(descriptor, options)),
    pushBlob: (descriptor, open, options) => explain(remote.pushBlob(descriptor, open, options)),
    mount: (descriptor, from, options) => explain(remote.mount(descriptor, from, options)),
    tag: (digest, reference, options) => explain(remote.tag(digest, reference, options)),
    pushManifest: (content, reference, options) =>
      explain(pushManifest(remote, content, reference, options)),
  };
}

/** ECR refuses an immutable tag even with the very content it has (aws/containers-roadmap#2380), which is as good as pushed. */
async function pushManifest(
  remote: RemoteRepository,
  content: ManifestContent,
  reference: string | undefined,
  options: Abortable | undefined,
): Promise<void> {
  try {
    await remote.pushManifest(content, reference, options);
  } catch (error) {
    if (reference === undefined || !refusesMovingTag(error)) throw error;
    const there = await remote.resolve(reference, options);
    if (there.digest !== content.descriptor.digest) throw error;
  }
}

async function* listVersions(
  control: Control,
  repository: string,
  options: ListOptions,
): AsyncGenerator<Page<VersionEntry>> {
  for await (const { items, more } of control.images(repository, options)) {
    yield { items: items.flatMap(versionsOf), more };
  }
}

/** Undefined also where the login may not ask: then the push itself tells. */
async function whyImmutable(
  { control, remote, log }: EcrRepositoryParts,
  tag: string,
  options?: Abortable,
): Promise<string | undefined> {
  try {
    const rules = await control.describeRepository(remote.repository, options);
    return isImmutable(tag, rules)
      ? `the repository ${remote.repository} keeps its tag ${tag} immutable`
      : undefined;
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return undefined;
    if (!hasCode(error, 'oci.denied')) throw error;
    log.info('Whether tags are immutable may not be asked', { reason: error.message });
    return undefined;
  }
}

async function deleteImage(
  { control, remote, asked }: EcrRepositoryParts,
  version: string,
  options?: Abortable,
): Promise<void> {
  const { repository } = remote;
  const failure = await control.deleteImage(repository, version, options);
  checkDeleted(failure, { host: asked.host, repository, version });
}
