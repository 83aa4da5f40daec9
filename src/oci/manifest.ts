import { ChartroomError } from '../base/error';
import type { Descriptor } from './descriptor';
import { sha256 } from './digest';
import { goJson, type GoValue } from '../base/goJson';
import {
  parseAnnotations,
  parseDescriptor,
  parseList,
  parseObject,
  parseText,
  type Invalid,
  type JsonObject,
} from './json';
import { isIndexType, isManifestType, ociManifest } from './mediaType';
import type { ManifestContent } from './store';

/** What manifests and indexes have in common (image-spec manifest.md, image-index.md). */
interface Document {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** image-spec manifest.md; Docker's schema 2 manifest has the same shape. */
export interface Manifest extends Document {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** image-spec image-index.md; Docker's manifest list has the same shape. */
export interface Index extends Document {
  readonly manifests: readonly Descriptor[];
}

/** Bytes. What registries accept at least (distribution-spec, "Pushing Manifests"), and the most we hold in memory. */
export const manifestSizeLimit = 4_194_304;

/** A chart has two or three; this only stops a document made to exhaust whoever reads it. */
const descriptorCountLimit = 10_000;

/** @throws ChartroomError `oci.manifest-invalid`, `oci.manifest-too-large` */
export function parseManifest(content: ManifestContent): Manifest {
  const invalid = invalidContent(content);
  const document = parseDocument(content, isManifestType, invalid);
  // One text must not be a manifest to one reader and an index to another.
  if ('manifests' in document) throw invalid('it has the manifests of an index');
  return {
    ...parseCommon(document, invalid),
    config: parseDescriptor(document['config'], 'config', invalid),
    layers: parseDescriptors(document, 'layers', invalid),
  };
}

/** @throws ChartroomError `oci.manifest-invalid`, `oci.manifest-too-large` */
export function parseIndex(content: ManifestContent): Index {
  const invalid = invalidContent(content);
  const document = parseDocument(content, isIndexType, invalid);
  if ('layers' in document || 'config' in document) {
    throw invalid('it has the config or layers of a manifest');
  }
  return {
    ...parseCommon(document, invalid),
    manifests: parseDescriptors(document, 'manifests', invalid),
  };
}

/**
 * Writes a manifest as Helm does (Go's encoding/json over image-spec's `Manifest`): compact, fields in
 * the order of the Go struct, annotation keys sorted, absent and empty fields left out.
 */
export function encodeManifest(manifest: Manifest): ManifestContent {
  const { mediaType, subject } = manifest;
  const text = goJson(
    struct([
      ['schemaVersion', 2],
      ['mediaType', mediaType],
      ['artifactType', manifest.artifactType],
      ['config', descriptorStruct(manifest.config)],
      ['layers', manifest.layers.map(descriptorStruct)],
      ['subject', subject && descriptorStruct(subject)],
      ['annotations', textMap(manifest.annotations)],
    ]),
  );
  const bytes = Buffer.from(text);
  return {
    descriptor: {
      mediaType: mediaType ?? ociManifest,
      digest: sha256(bytes),
      size: bytes.length,
    },
    bytes,
  };
}

/** The error for a manifest of more than `manifestSizeLimit` bytes, for whoever notices first. */
export function manifestTooLarge(name: string, location: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.manifest-too-large',
    template: 'Manifest {name} of {location} is larger than {limit} bytes',
    facts: { name, location, limit: manifestSizeLimit },
  });
}

function parseDocument(
  content: ManifestContent,
  isExpected: (mediaType: string) => boolean,
  invalid: Invalid,
): JsonObject {
  if (content.bytes.length > manifestSizeLimit) {
    throw invalid(`it is larger than ${manifestSizeLimit} bytes`);
  }
  const document = parseObject(content.bytes, invalid);
  if (document['schemaVersion'] !== 2) throw invalid('its schemaVersion is not 2');
  const mediaType =
    parseText(document['mediaType'], 'mediaType', invalid) ?? content.descriptor.mediaType;
  if (!isExpected(mediaType)) throw invalid(`its media type is "${mediaType}"`);
  return document;
}

function parseCommon(document: JsonObject, invalid: Invalid): Document {
  const mediaType = parseText(document['mediaType'], 'mediaType', invalid);
  const artifactType = parseText(document['artifactType'], 'artifactType', invalid);
  const subject = document['subject'] ?? undefined;
  const annotations = parseAnnotations(document['annotations'], 'annotations', invalid);
  return {
    schemaVersion: 2,
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(subject === undefined ? {} : { subject: parseDescriptor(subject, 'subject', invalid) }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function parseDescriptors(
  document: JsonObject,
  field: 'layers' | 'manifests',
  invalid: Invalid,
): readonly Descriptor[] {
  return parseList(document[field], field, descriptorCountLimit, invalid).map((item, index) =>
    parseDescriptor(item, `${field}[${index}]`, invalid),
  );
}

function invalidContent(content: ManifestContent): Invalid {
  return (reason, cause) =>
    new ChartroomError({
      code: 'oci.manifest-invalid',
      template: 'Manifest {digest} cannot be used: {reason}',
      facts: { digest: content.descriptor.digest, reason },
      cause,
    });
}

/** Field order of image-spec's Go struct `Descriptor`. */
function descriptorStruct(descriptor: Descriptor): GoValue {
  const { mediaType, digest, size, annotations, artifactType } = descriptor;
  return struct([
    ['mediaType', mediaType],
    ['digest', digest],
    ['size', size],
    ['annotations', textMap(annotations)],
    ['artifactType', artifactType],
  ]);
}

/** Fields in the order of Go's struct; absent ones are left out, as `omitempty` does. */
function struct(fields: readonly (readonly [string, GoValue | undefined])[]): GoValue {
  return new Map(fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function textMap(map: Readonly<Record<string, string>> | undefined): GoValue | undefined {
  return map && Object.keys(map).length > 0 ? map : undefined;
}
