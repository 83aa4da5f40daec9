import { isDigest } from '../grammar';
import { Refusal } from '../refusal';

const imageTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
export const ociIndexType = 'application/vnd.oci.image.index.v1+json';
const indexTypes = [ociIndexType, 'application/vnd.docker.distribution.manifest.list.v2+json'];

/** What the registry has to know of a manifest (image-spec, manifest.md and image-index.md). */
export interface ManifestContent {
  readonly mediaType: string;
  readonly artifactType: string | undefined;
  readonly annotations: unknown;
  readonly subject: string | undefined;
  /** Digests of the config and the layers, or of the manifests of an index. */
  readonly blobs: readonly string[];
  readonly manifests: readonly string[];
}

/** @throws Refusal MANIFEST_INVALID */
export function readManifest(bytes: Uint8Array, mediaType: string): ManifestContent {
  const manifest = parseObject(bytes);
  const isIndex = indexTypes.includes(mediaType);
  if (!isIndex && !imageTypes.includes(mediaType)) {
    throw invalid(`"${mediaType}" is not a media type of manifests`);
  }
  if (manifest['mediaType'] !== undefined && manifest['mediaType'] !== mediaType) {
    throw invalid('The mediaType of the manifest is not its Content-Type');
  }
  const config = isIndex ? undefined : asObject(manifest['config'], 'config');
  const blobs = config ? [config, ...objects(manifest['layers'], 'layers')] : [];
  const manifests = isIndex ? objects(manifest['manifests'], 'manifests') : [];
  const subject = manifest['subject'];
  return {
    mediaType,
    artifactType: textOf(manifest['artifactType']) ?? textOf(config?.['mediaType']),
    annotations: manifest['annotations'],
    subject: subject === undefined ? undefined : digestIn(asObject(subject, 'subject')),
    blobs: blobs.map(digestIn),
    manifests: manifests.map(digestIn),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(bytes: Uint8Array): JsonObject {
  try {
    return asObject(JSON.parse(Buffer.from(bytes).toString('utf8')), 'manifest');
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(`The manifest is not JSON: ${error.message}`);
    throw error;
  }
}

function asObject(value: unknown, field: string): JsonObject {
  if (isObject(value)) return value;
  throw invalid(`${field} is not an object`);
}

function objects(value: unknown, field: string): JsonObject[] {
  if (!Array.isArray(value)) throw invalid(`${field} is not a list`);
  return value.map((item: unknown) => asObject(item, `An entry of ${field}`));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function digestIn(descriptor: JsonObject): string {
  const digest = textOf(descriptor['digest']);
  if (digest !== undefined && isDigest(digest)) return digest;
  throw invalid('A descriptor has no valid digest');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function invalid(message: string): Refusal {
  return new Refusal(400, 'MANIFEST_INVALID', message);
}
