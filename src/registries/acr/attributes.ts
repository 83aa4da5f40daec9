import { isDigest, type Digest } from '../../oci/digest';
import { isObject, parseList, parseText, type Invalid, type JsonObject } from '../../oci/json';
import type { Lock } from '../registry';

/** What `/acr/v1/{name}/_tags` says of a tag. */
export interface TagRow {
  readonly name: string;
  readonly digest: Digest;
  readonly created: Date | undefined;
  readonly updated: Date | undefined;
  readonly lock: Lock | undefined;
}

/** What `/acr/v1/{name}/_manifests` says of a manifest. */
export interface ManifestRow {
  readonly digest: Digest;
  readonly mediaType: string | undefined;
  readonly configMediaType: string | undefined;
  readonly artifactType: string | undefined;
  /** In bytes, all blobs together. */
  readonly size: number | undefined;
  readonly created: Date | undefined;
  readonly updated: Date | undefined;
  readonly tags: readonly string[];
  readonly lock: Lock | undefined;
  readonly platform: string | undefined;
}

/** Far more than one manifest has; the page around it is limited in bytes anyway. */
const mostTags = 100_000;

export function parseTagRow(value: unknown, invalid: Invalid): TagRow {
  if (!isObject(value)) throw invalid('a tag is not an object');
  const { name } = value;
  if (typeof name !== 'string' || name === '') throw invalid('a tag has no name');
  return { name, digest: digestOf(value, invalid), ...lifeOf(value) };
}

export function parseManifestRow(value: unknown, invalid: Invalid): ManifestRow {
  if (!isObject(value)) throw invalid('a manifest is not an object');
  const size = value['imageSize'];
  const platform = [value['os'], value['architecture']].filter((part) => typeof part === 'string');
  const textOf = (field: string): string | undefined => {
    const text = parseText(value[field], field, invalid);
    return text === '' ? undefined : text;
  };
  return {
    digest: digestOf(value, invalid),
    mediaType: textOf('mediaType'),
    configMediaType: textOf('configMediaType'),
    artifactType: textOf('artifactType'),
    size: typeof size === 'number' && size >= 0 ? size : undefined,
    tags: parseList(value['tags'], 'tags', mostTags, invalid).filter(
      (tag) => typeof tag === 'string',
    ),
    platform: platform.length > 0 ? platform.join('/') : undefined,
    ...lifeOf(value),
  };
}

/** What `/acr/v1/{name}` says of a repository: what is forbidden for all that is in it. */
export function parseRepositoryLock({ changeableAttributes }: JsonObject): Lock | undefined {
  return lockOf(changeableAttributes);
}

function digestOf(value: JsonObject, invalid: Invalid): Digest {
  const { digest } = value;
  if (typeof digest !== 'string' || !isDigest(digest)) throw invalid('an entry has no digest');
  return digest;
}

function lifeOf(value: JsonObject): Pick<TagRow, 'created' | 'updated' | 'lock'> {
  return {
    created: dateOf(value['createdTime']),
    updated: dateOf(value['lastUpdateTime']),
    lock: lockOf(value['changeableAttributes']),
  };
}

function dateOf(value: unknown): Date | undefined {
  const date = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function lockOf(value: unknown): Lock | undefined {
  if (!isObject(value)) return undefined;
  return { write: value['writeEnabled'] !== false, delete: value['deleteEnabled'] !== false };
}
