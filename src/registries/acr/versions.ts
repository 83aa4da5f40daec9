import type { Page } from '../../base/page';
import type { Digest } from '../../oci/digest';
import type { Client } from '../../oci/distribution/client';
import { isIndexType } from '../../oci/mediaType';
import type { ListOptions } from '../../oci/store';
import type { Lock, VersionEntry } from '../registry';
import type { ManifestRow, TagRow } from './attributes';
import { listManifests, listTags } from './catalog';

/** Manifests kept for tags that come later; the oldest go first. */
const mostKept = 10_000;

/**
 * Every tag of a repository, newest first. `_tags` says when a tag was set and whether it is locked,
 * `_manifests` what it is of and how large; both come newest first, so that they are walked side by
 * side: with each page of tags the next page of manifests is asked for, at the same time, and one
 * more when that leaves a tag without its manifest. So a page costs two requests, three at most, and
 * none by tag. A tag whose manifest is still further on (behind a crowd of untagged ones) is given
 * with what `_tags` says alone.
 */
export async function* listVersions(
  client: Client,
  repository: string,
  options: ListOptions,
): AsyncGenerator<Page<VersionEntry>> {
  const known = manifestWalk(listManifests(client, repository, options));
  const tagPages = listTags(client, repository, options);
  try {
    for (;;) {
      const [page] = await Promise.all([tagPages.next(), known.advance()]);
      if (page.done) return;
      const { items, more } = page.value;
      if (items.some(({ digest }) => known.get(digest) === undefined)) await known.advance();
      yield { items: items.map((tag) => versionEntry(tag, known.get(tag.digest))), more };
    }
  } finally {
    await known.end();
  }
}

interface ManifestWalk {
  get(digest: Digest): ManifestRow | undefined;
  /** Reads one more page, if there is one. */
  advance(): Promise<void>;
  end(): Promise<void>;
}

function manifestWalk(pages: AsyncGenerator<Page<ManifestRow>>): ManifestWalk {
  const rows = new Map<Digest, ManifestRow>();
  let more = true;
  return {
    get: (digest) => rows.get(digest),
    async advance() {
      if (!more) return;
      const page = await pages.next();
      more = !page.done && page.value.more;
      if (page.done) return;
      for (const row of page.value.items) rows.set(row.digest, row);
      for (const digest of rows.keys()) {
        if (rows.size <= mostKept) break;
        rows.delete(digest);
      }
    },
    async end() {
      await pages.return(undefined);
    },
  };
}

export function versionEntry(tag: TagRow, manifest: ManifestRow | undefined): VersionEntry {
  const artifactType = manifest && artifactTypeOf(manifest);
  const pushed = tag.updated ?? tag.created;
  const lock = bothLocks(tag.lock, manifest?.lock);
  return {
    tag: tag.name,
    digest: tag.digest,
    ...(artifactType !== undefined && { artifactType }),
    ...(manifest?.size !== undefined && { size: manifest.size }),
    ...(pushed && { pushed }),
    ...(manifest && { otherTags: manifest.tags.filter((other) => other !== tag.name) }),
    ...(lock && { lock }),
  };
}

/** What says what a version is: its config, its own artifact type, or that it is an index of others. */
export function artifactTypeOf(row: ManifestRow): string | undefined {
  const { configMediaType, artifactType, mediaType } = row;
  // An empty config leaves it to the artifact type (image-spec, manifest.md, "artifactType").
  const isEmpty = configMediaType === 'application/vnd.oci.empty.v1+json';
  if (configMediaType !== undefined && !(isEmpty && artifactType !== undefined)) {
    return configMediaType;
  }
  if (artifactType !== undefined) return artifactType;
  return mediaType !== undefined && isIndexType(mediaType) ? mediaType : undefined;
}

/** A version can be changed where neither its tag nor its manifest forbids it. */
export function bothLocks(tag: Lock | undefined, manifest: Lock | undefined): Lock | undefined {
  if (tag === undefined || manifest === undefined) return tag ?? manifest;
  return { write: tag.write && manifest.write, delete: tag.delete && manifest.delete };
}
