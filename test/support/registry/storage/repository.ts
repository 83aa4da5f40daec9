import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent, readIfPresent, removeIfPresent, writeWhole } from './wholeFile';

/**
 * What one repository holds, as small files that name digests. A component of a repository name
 * never starts with `_` (distribution-spec), so these folders cannot be mistaken for one.
 */
export interface RepositoryFiles {
  readonly name: string;
  /** True once a manifest has been pushed, also when all of them are deleted again. */
  exists(): Promise<boolean>;

  hasBlob(digest: string): Promise<boolean>;
  linkBlob(digest: string): Promise<void>;
  unlinkBlob(digest: string): Promise<boolean>;

  /** The media type of a manifest. */
  manifestType(digest: string): Promise<string | undefined>;
  linkManifest(digest: string, mediaType: string): Promise<void>;
  unlinkManifest(digest: string): Promise<boolean>;

  tags(): Promise<string[]>;
  tagged(tag: string): Promise<string | undefined>;
  tag(tag: string, digest: string): Promise<void>;
  untag(tag: string): Promise<boolean>;

  /** Manifests that name `subject` as theirs; some may be deleted by now. */
  referrers(subject: string): Promise<string[]>;
  addReferrer(subject: string, digest: string): Promise<void>;
}

export function openRepository(
  directory: string,
  name: string,
  temporary: string,
): RepositoryFiles {
  const root = join(directory, ...name.split('/'));
  const place = (kind: string, digest: string): string => join(root, kind, ...digest.split(':'));
  const tagPath = (tag: string): string => join(root, '_tags', tag);
  const referrersOf = (subject: string): string => place('_referrers', subject);
  const names = async (folder: string): Promise<string[] | undefined> => ifPresent(readdir(folder));
  return {
    name,
    exists: async () => (await names(join(root, '_manifests'))) !== undefined,

    hasBlob: async (digest) => (await readIfPresent(place('_blobs', digest))) !== undefined,
    linkBlob: (digest) => writeWhole(place('_blobs', digest), '', temporary),
    unlinkBlob: (digest) => removeIfPresent(place('_blobs', digest)),

    manifestType: (digest) => readIfPresent(place('_manifests', digest)),
    linkManifest: (digest, mediaType) =>
      writeWhole(place('_manifests', digest), mediaType, temporary),
    unlinkManifest: (digest) => removeIfPresent(place('_manifests', digest)),

    tags: async () => (await names(join(root, '_tags'))) ?? [],
    tagged: (tag) => readIfPresent(tagPath(tag)),
    tag: (tag, digest) => writeWhole(tagPath(tag), digest, temporary),
    untag: (tag) => removeIfPresent(tagPath(tag)),

    // A colon is no character for a file name everywhere.
    referrers: async (subject) =>
      ((await names(referrersOf(subject))) ?? []).map((file) => file.replace('-', ':')),
    addReferrer: async (subject, digest) => {
      await mkdir(referrersOf(subject), { recursive: true });
      await writeWhole(join(referrersOf(subject), digest.replace(':', '-')), '', temporary);
    },
  };
}

/** Names of all repositories below `directory` that a manifest was ever pushed to. */
export async function repositoryNames(directory: string, name = ''): Promise<string[]> {
  const entries = (await ifPresent(readdir(join(directory, name)))) ?? [];
  const found = entries.includes('_manifests') ? [name] : [];
  for (const entry of entries) {
    if (entry.startsWith('_')) continue;
    found.push(...(await repositoryNames(directory, name === '' ? entry : `${name}/${entry}`)));
  }
  return found;
}
