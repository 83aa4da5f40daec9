import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { groupBy } from '../../base/groupBy';
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
   * Reads the unread ones a few at a time, and tells which after each group. One reading at a time for a repository, which
   * what is asked meanwhile joins; of those who ask about one tag the last is told. Each tag is tried once until `forget`.
   * Never fails: what goes wrong is logged. Resolves when nothing is left to read.
   */
  read(
    repository: Repository,
    tags: readonly string[],
    onRead: OnRead,
    options: Abortable,
  ): Promise<void>;
  /** Forgets what was read of a repository, or of all. */
  forget(repository?: Repository): void;
}

type OnRead = (tags: readonly string[]) => void;

const groupSize = 8;

/** Failures that say something of one version and nothing of the host. */
const versionFaults = [
  'oci.not-found',
  'oci.manifest-invalid',
  'oci.manifest-too-large',
  'oci.digest-mismatch',
] as const;

/** Who asked last about a tag that is not read yet. */
interface Asker extends Abortable {
  readonly repository: Repository;
  readonly onRead: OnRead;
}

interface Reading {
  readonly facts: Map<string, ArtifactFacts>;
  readonly tried: Set<string>;
  /** By tag, those under way first. */
  readonly asked: Map<string, Asker>;
  running: Promise<void> | undefined;
}

export function createArtifactFactsReader(log: Log): ArtifactFactsReader {
  const readings = new Map<string, Reading>();
  const readingOf = ({ location }: Repository): Reading => {
    const reading: Reading = readings.get(location) ?? {
      ...{ facts: new Map(), tried: new Set(), asked: new Map(), running: undefined },
    };
    readings.set(location, reading);
    return reading;
  };
  return {
    known: (repository, tag) => readings.get(repository.location)?.facts.get(tag),
    read: (repository, tags, onRead, { signal }) => {
      const reading = readingOf(repository);
      for (const tag of tags) {
        if (!reading.tried.has(tag)) reading.asked.set(tag, { repository, onRead, signal });
      }
      if (reading.asked.size > 0) reading.running ??= readAsked(reading, log);
      return reading.running ?? Promise.resolve();
    },
    forget: (repository) => {
      const forgotten = repository ? [repository.location] : [...readings.keys()];
      for (const location of forgotten) {
        readings.get(location)?.asked.clear();
        readings.delete(location);
      }
    },
  };
}

async function readAsked(reading: Reading, log: Log): Promise<void> {
  while (reading.asked.size > 0) {
    const group = [...reading.asked].slice(0, groupSize);
    const results = await Promise.allSettled(
      group.map(([tag, asker]) => readOne(tag, asker, reading)),
    );
    tell(reading);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed && group.some(([, { signal }]) => signal?.aborted)) dropStopped(reading);
    else if (failed) giveUp(reading, failed.reason, log);
  }
  reading.running = undefined;
}

async function readOne(
  tag: string,
  { repository, signal }: Asker,
  { facts, tried }: Reading,
): Promise<void> {
  try {
    facts.set(tag, factsOf(await repository.manifest(tag, { signal })));
  } catch (error) {
    // The row stays without a kind; whoever opens it gets the error itself.
    if (!versionFaults.some((code) => hasCode(error, code))) throw error;
  }
  tried.add(tag);
}

/** What has been read so far is no question any more. */
function tell({ asked, tried }: Reading): void {
  const read = [...asked].filter(([tag]) => tried.has(tag));
  for (const [tag] of read) asked.delete(tag);
  for (const [onRead, own] of groupBy(read, ([, asker]) => asker.onRead)) {
    onRead(own.map(([tag]) => tag));
  }
}

/** What is wrong with the host is wrong with the next version too, so it is not asked on. */
function giveUp({ asked }: Reading, error: unknown, log: Log): void {
  const [asker] = asked.values();
  asked.clear();
  log.warn('cannot read what versions are', {
    repository: asker?.repository.location,
    reason: String(error),
  });
}

/** What somebody has asked for again since is read after all. */
function dropStopped({ asked }: Reading): void {
  for (const [tag, { signal }] of asked) if (signal?.aborted) asked.delete(tag);
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
