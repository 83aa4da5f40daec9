import type { Abortable } from '../../base/abort';
import { isAbort } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Log } from '../../base/log';
import type { Digest } from '../../oci/digest';
import { parseManifest } from '../../oci/manifest';
import type { Manifest } from '../../oci/manifest';
import { isIndexType } from '../../oci/mediaType';
import type { ManifestContent } from '../../oci/store';
import { kindOfManifest, kindOfType, typeOfManifest } from '../../publishing/artifactKind';
import type { Repository, VersionEntry } from '../../registries/registry';
import type { ArtifactFacts } from './node';

/** What a listing itself says of a version; undefined when it gives no more than the tag. */
export function factsOfEntry(entry: VersionEntry): ArtifactFacts | undefined {
  if (entry.artifactType === undefined) return undefined;
  return {
    kind: kindOfType(entry.artifactType),
    mediaType: entry.artifactType,
    digest: entry.digest,
    size: entry.size,
    created: undefined,
    description: undefined,
  };
}

/**
 * Reads what versions are where the listing does not say. Used for the rows on screen only: a
 * manifest is a request, and some hosts count them.
 */
export interface ArtifactFactsReader {
  known(repository: Repository, tag: string): ArtifactFacts | undefined;
  /**
   * Reads the unread ones a few at a time and calls `onRead` after each group. One reading at a
   * time for a repository; each tag is tried once until `forget`. Never fails: what goes wrong is logged.
   */
  read(
    repository: Repository,
    tags: readonly string[],
    onRead: () => void,
    options: Abortable,
  ): Promise<void>;
  /** Forgets what was read of a repository, or of all. */
  forget(repository?: Repository): void;
}

const groupSize = 8;

/** Failures that say something of one version and nothing of the host. */
const versionFaults = [
  'oci.not-found',
  'oci.manifest-invalid',
  'oci.manifest-too-large',
  'oci.digest-mismatch',
] as const;

interface Reading {
  readonly facts: Map<string, ArtifactFacts>;
  readonly tried: Set<string>;
  active: boolean;
}

export function createArtifactFactsReader(log: Log): ArtifactFactsReader {
  const readings = new Map<string, Reading>();
  const readingOf = (repository: Repository): Reading => {
    const reading = readings.get(repository.location) ?? {
      facts: new Map<string, ArtifactFacts>(),
      tried: new Set<string>(),
      active: false,
    };
    readings.set(repository.location, reading);
    return reading;
  };
  const readOne = async (
    repository: Repository,
    tag: string,
    reading: Reading,
    options: Abortable,
  ): Promise<void> => {
    reading.tried.add(tag);
    try {
      reading.facts.set(tag, factsOf(await repository.manifest(tag, options)));
    } catch (error) {
      // The row stays without a kind; whoever opens it gets the error itself.
      if (!versionFaults.some((code) => hasCode(error, code))) throw error;
    }
  };
  return {
    known: (repository, tag) => readings.get(repository.location)?.facts.get(tag),
    read: async (repository, tags, onRead, options) => {
      const reading = readingOf(repository);
      const unread = tags.filter((tag) => !reading.tried.has(tag));
      if (reading.active || unread.length === 0) return;
      reading.active = true;
      try {
        for (let start = 0; start < unread.length; start += groupSize) {
          const group = unread.slice(start, start + groupSize);
          await Promise.all(group.map((tag) => readOne(repository, tag, reading, options)));
          onRead();
        }
      } catch (error) {
        // What is wrong with the host is wrong with the next version too, so it is not asked on.
        if (isAbort(error, options.signal)) return;
        log.warn('cannot read what versions are', {
          repository: repository.location,
          reason: String(error),
        });
      } finally {
        reading.active = false;
      }
    },
    forget: (repository) => {
      if (repository) readings.delete(repository.location);
      else readings.clear();
    },
  };
}

function factsOf(content: ManifestContent): ArtifactFacts {
  const { mediaType, digest, size } = content.descriptor;
  if (isIndexType(mediaType)) {
    return {
      kind: 'index',
      mediaType,
      digest,
      size,
      created: undefined,
      description: undefined,
    };
  }
  return factsOfManifest(parseManifest(content), digest);
}

function factsOfManifest(manifest: Manifest, digest: Digest): ArtifactFacts {
  const created = new Date(manifest.annotations?.['org.opencontainers.image.created'] ?? NaN);
  return {
    kind: kindOfManifest(manifest),
    mediaType: typeOfManifest(manifest),
    digest,
    size: manifest.layers.reduce((sum, layer) => sum + layer.size, 0),
    created: Number.isNaN(created.getTime()) ? undefined : created,
    description: manifest.annotations?.['org.opencontainers.image.description'],
  };
}
