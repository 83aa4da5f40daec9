import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChartroomError } from '../../base/error';
import type { Descriptor } from '../descriptor';
import { isDigest } from '../digest';
import { isObject, parseDescriptor, parseList, parseObject, type JsonObject } from '../json';
import { diskError, isSystemError } from './diskError';
import { ingestText } from './ingest';

/**
 * `index.json` of an image layout (image-spec image-layout.md, "index.json File"). Documents and
 * entries keep what other tools wrote into them.
 */
export interface IndexFile {
  readonly document: JsonObject;
  readonly entries: readonly IndexEntry[];
}

export interface IndexEntry {
  readonly document: JsonObject;
  readonly descriptor: Descriptor;
  /** `org.opencontainers.image.ref.name`, or the digest when the entry has none. */
  readonly reference: string;
}

/** Full references as Helm 3.6 wrote them; other tools write a tag only (image-spec annotations.md). */
const refName = 'org.opencontainers.image.ref.name';

/** Entries. Enough for any person's charts; the file is read whole. */
const entryLimit = 100_000;

const emptyIndex: IndexFile = { document: { schemaVersion: 2 }, entries: [] };

/** An absent file is an empty index. @throws ChartroomError `oci.layout-corrupt`, `oci.layout-unsupported` */
export async function readIndexFile(directory: string): Promise<IndexFile> {
  await checkLayoutVersion(directory);
  const path = join(directory, 'index.json');
  const bytes = await readIfThere(path);
  if (!bytes) return emptyIndex;
  const invalid = corrupt(path);
  const document = parseObject(bytes, invalid);
  const list = parseList(document['manifests'], 'manifests', entryLimit, invalid);
  return {
    document,
    entries: list.map((item, index) => {
      const descriptor = parseDescriptor(item, `manifests[${index}]`, invalid);
      return {
        document: isObject(item) ? item : {},
        descriptor,
        reference: descriptor.annotations?.[refName] ?? descriptor.digest,
      };
    }),
  };
}

/** Replaces the file in one step. */
export async function writeIndexFile(
  directory: string,
  ingestDirectory: string,
  index: IndexFile,
): Promise<void> {
  const manifests = index.entries.map((entry) => entry.document);
  const text = JSON.stringify({ ...index.document, manifests });
  await ingestText(ingestDirectory, join(directory, 'index.json'), text);
}

/** The later entry of two with the same reference is meant: tools that append leave the older one behind. */
export function findEntry(index: IndexFile, reference: string): IndexEntry | undefined {
  return index.entries.findLast((entry) => entry.reference === reference);
}

/** Points `reference` at `descriptor`; a digest as the reference makes an entry without a name. */
export function withEntry(index: IndexFile, reference: string, descriptor: Descriptor): IndexFile {
  const { mediaType, digest, size } = descriptor;
  const document = {
    mediaType,
    digest,
    size,
    ...(isDigest(reference) ? {} : { annotations: { [refName]: reference } }),
  };
  const others = withoutEntry(index, reference);
  return { ...others, entries: [...others.entries, { document, descriptor, reference }] };
}

export function withoutEntry(index: IndexFile, reference: string): IndexFile {
  return { ...index, entries: index.entries.filter((entry) => entry.reference !== reference) };
}

/** Makes the folder a layout: `oci-layout` and an empty `index.json`, where they are absent. Call it under the lock. */
export async function createLayoutFiles(directory: string, ingestDirectory: string): Promise<void> {
  const version = join(directory, 'oci-layout');
  if (!(await readIfThere(version))) {
    await ingestText(ingestDirectory, version, '{"imageLayoutVersion":"1.0.0"}');
  }
  if (!(await readIfThere(join(directory, 'index.json')))) {
    await writeIndexFile(directory, ingestDirectory, emptyIndex);
  }
}

/** The file `oci-layout`; other tools may have left it out. */
async function checkLayoutVersion(directory: string): Promise<void> {
  const path = join(directory, 'oci-layout');
  const bytes = await readIfThere(path);
  if (!bytes) return;
  const version = parseObject(bytes, corrupt(path))['imageLayoutVersion'];
  if (typeof version === 'string' && version.startsWith('1.')) return;
  throw new ChartroomError({
    code: 'oci.layout-unsupported',
    template: '{path} says image layout version {version}; only version 1 can be used',
    facts: { path, version: JSON.stringify(version) },
  });
}

/** False for a folder that is absent or has never been written to. */
export async function layoutExists(directory: string): Promise<boolean> {
  return (await readIfThere(join(directory, 'index.json'))) !== undefined;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw diskError(error, path);
  }
}

function corrupt(path: string): (reason: string, cause?: unknown) => ChartroomError {
  return (reason, cause) =>
    new ChartroomError({
      code: 'oci.layout-corrupt',
      template: '{path} is damaged: {reason}',
      facts: { path, reason },
      remedy: { kind: 'open-file', path },
      cause,
    });
}
