import type { Descriptor } from './descriptor';
import { isDigest } from './digest';

/** Guards for JSON that somebody else wrote: each returns a checked value or throws what `invalid` makes of the reason. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Turns a reason such as `config has no valid digest` into the error of the document that is read. */
export type Invalid = (reason: string, cause?: unknown) => Error;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseObject(bytes: Uint8Array, invalid: Invalid): JsonObject {
  const document = parseJson(bytes, invalid);
  if (!isObject(document)) throw invalid('it is not a JSON object');
  return document;
}

/** A list, which Go writes as null when it is empty. */
export function parseList(
  value: unknown,
  path: string,
  limit: number,
  invalid: Invalid,
): readonly unknown[] {
  const list: unknown = value ?? [];
  if (!Array.isArray(list)) throw invalid(`${path} is not a list`);
  if (list.length > limit) throw invalid(`${path} has more than ${limit} entries`);
  return list;
}

/** An OCI content descriptor (image-spec descriptor.md); fields we do not know are left out. */
export function parseDescriptor(value: unknown, path: string, invalid: Invalid): Descriptor {
  if (!isObject(value)) throw invalid(`${path} is not an object`);
  const mediaType = value['mediaType'];
  const digest = value['digest'];
  const size = value['size'];
  if (typeof mediaType !== 'string') throw invalid(`${path} has no mediaType`);
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw invalid(`${path} has no valid digest`);
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw invalid(`${path} has no valid size`);
  }
  const artifactType = parseText(value['artifactType'], `${path}.artifactType`, invalid);
  const annotations = parseAnnotations(value['annotations'], `${path}.annotations`, invalid);
  return {
    mediaType,
    digest,
    size,
    ...(annotations === undefined ? {} : { annotations }),
    ...(artifactType === undefined ? {} : { artifactType }),
  };
}

export function parseText(value: unknown, path: string, invalid: Invalid): string | undefined {
  const text = value ?? undefined;
  if (text !== undefined && typeof text !== 'string') throw invalid(`${path} is not a text`);
  return text;
}

export function parseAnnotations(
  value: unknown,
  path: string,
  invalid: Invalid,
): Readonly<Record<string, string>> | undefined {
  const annotations = value ?? undefined;
  if (annotations === undefined) return undefined;
  if (!isObject(annotations)) throw invalid(`${path} is not an object`);
  // fromEntries defines each key, so one named __proto__ stays an ordinary annotation.
  return Object.fromEntries(
    Object.entries(annotations).map(([key, text]): [string, string] => {
      if (typeof text !== 'string') throw invalid(`${path} has a value that is not a text`);
      return [key, text];
    }),
  );
}

function parseJson(bytes: Uint8Array, invalid: Invalid): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw invalid('it is not JSON in UTF-8', error);
  }
}
