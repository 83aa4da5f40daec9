import { createHash } from 'node:crypto';
import { Refusal } from '../registry/refusal';

export interface Attributes {
  deleteEnabled: boolean;
  writeEnabled: boolean;
  readEnabled: boolean;
  listEnabled: boolean;
}

export interface ManifestState {
  readonly digest: string;
  readonly mediaType: string;
  readonly configMediaType: string | undefined;
  readonly imageSize: number;
  readonly created: number;
  updated: number;
  readonly attributes: Attributes;
}

export interface TagState {
  readonly name: string;
  digest: string;
  readonly created: number;
  updated: number;
  readonly attributes: Attributes;
}

export interface RepositoryState {
  readonly name: string;
  readonly attributes: Attributes;
  readonly manifests: Map<string, ManifestState>;
  readonly tags: Map<string, TagState>;
  /** What was deleted while soft delete was on. */
  readonly deleted: { digest: string; tags: readonly string[] }[];
}

/** What a registry knows of its artifacts beside their bytes. */
export interface Content {
  readonly repositories: Map<string, RepositoryState>;
  put(repository: string, reference: string, mediaType: string, bytes: Uint8Array): void;
  /** Adds a chart that has no bytes, for lists. */
  seed(repository: string, tag: string, updated: number): void;
  deleteManifest(repository: string, digest: string, soft: boolean): void;
}

const open = (): Attributes => ({
  deleteEnabled: true,
  writeEnabled: true,
  readEnabled: true,
  listEnabled: true,
});

export function locked(): Refusal {
  return new Refusal(
    405,
    'REGISTRY_DISALLOWED_OPERATION',
    'The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation',
  );
}

export function createContent(clock: () => number): Content {
  const repositories = new Map<string, RepositoryState>();
  const repositoryOf = (name: string): RepositoryState => {
    const known = repositories.get(name);
    if (known) return known;
    const made = {
      ...{ name, attributes: open() },
      ...{ manifests: new Map(), tags: new Map(), deleted: [] },
    };
    repositories.set(name, made);
    return made;
  };

  const setTag = (repository: RepositoryState, name: string, digest: string, now: number): void => {
    const known = repository.tags.get(name);
    if (known) Object.assign(known, { digest, updated: now });
    else
      repository.tags.set(name, { name, digest, created: now, updated: now, attributes: open() });
  };

  return {
    repositories,
    put(name, reference, mediaType, bytes) {
      const repository = repositoryOf(name);
      const now = clock();
      const digest = digestOf(bytes);
      const known = repository.manifests.get(digest);
      if (known) known.updated = now;
      else
        repository.manifests.set(digest, {
          ...{ digest, mediaType, created: now, updated: now, attributes: open() },
          ...measured(bytes),
        });
      if (!reference.startsWith('sha256:')) setTag(repository, reference, digest, now);
    },
    seed(name, tag, updated) {
      const repository = repositoryOf(name);
      const digest = digestOf(Buffer.from(`${name}:${tag}`));
      repository.manifests.set(digest, {
        ...{ digest, mediaType: 'application/vnd.oci.image.manifest.v1+json', imageSize: 1000 },
        configMediaType: 'application/vnd.cncf.helm.config.v1+json',
        ...{ created: updated, updated, attributes: open() },
      });
      setTag(repository, tag, digest, updated);
    },
    deleteManifest(name, digest, soft) {
      const repository = repositoryOf(name);
      const tags = [...repository.tags.values()].filter((tag) => tag.digest === digest);
      const manifest = repository.manifests.get(digest);
      const all = [...tags, ...(manifest ? [manifest] : [])];
      if (all.some(({ attributes }) => isLocked(attributes))) throw locked();
      for (const tag of tags) repository.tags.delete(tag.name);
      repository.manifests.delete(digest);
      if (soft) repository.deleted.push({ digest, tags: tags.map((tag) => tag.name) });
    },
  };
}

export function isLocked({ writeEnabled, deleteEnabled }: Attributes): boolean {
  return !writeEnabled || !deleteEnabled;
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

interface Blob {
  readonly mediaType: string;
  readonly size: number;
}

function measured(bytes: Uint8Array): { configMediaType: string | undefined; imageSize: number } {
  const { config, layers = [] } = JSON.parse(Buffer.from(bytes).toString()) as {
    readonly config?: Blob;
    readonly layers?: readonly Blob[];
  };
  const blobs = [...(config ? [config] : []), ...layers];
  return {
    configMediaType: config?.mediaType,
    imageSize: blobs.reduce((sum, { size }) => sum + size, 0),
  };
}
