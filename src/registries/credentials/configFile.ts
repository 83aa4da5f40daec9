import { readFile, stat } from 'node:fs/promises';
import { isAbort, type Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';
import { isObject, parseObject, type Invalid, type JsonObject } from '../../oci/json';

/** The logins in a file of the form of Docker's config.json, which Helm and others share. */
export interface ConfigFile {
  /** Entries by server. One without anything in it says that a helper has the login. */
  readonly auths: ReadonlyMap<string, JsonObject>;
  /** Suffix of the helper for all servers. */
  readonly credsStore: string | undefined;
  /** Suffixes of helpers by server. */
  readonly credHelpers: ReadonlyMap<string, string>;
  /** Makes the error for something in it that cannot be used. */
  readonly invalid: Invalid;
}

/** Real ones have a few kilobytes. */
const sizeLimit = 4 * 1024 * 1024;

/**
 * Reads a file; undefined when it is missing, which is usual. An empty one has no logins.
 * @throws ChartroomError `credentials.config-invalid`, `credentials.config-unreadable`
 */
export async function readConfigFile(
  path: string,
  { signal }: Abortable = {},
): Promise<ConfigFile | undefined> {
  try {
    const { size } = await stat(path);
    if (size > sizeLimit) throw invalidFile(path)('it is too large');
    return parseConfig(await readFile(path, { signal }), invalidFile(path));
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === undefined) throw error;
    throw new ChartroomError({
      code: 'credentials.config-unreadable',
      template: 'The logins in {path} cannot be read: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      cause: error,
    });
  }
}

/** @throws what `invalid` makes */
export function parseConfig(bytes: Uint8Array, invalid: Invalid): ConfigFile {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const document = text.trim() === '' ? {} : parseObject(Buffer.from(text), invalid);
  return {
    auths: mapOf(document, 'auths', isObject, invalid),
    credsStore: isText(document['credsStore']) ? document['credsStore'] : undefined,
    credHelpers: mapOf(document, 'credHelpers', isText, invalid),
    invalid,
  };
}

function mapOf<T>(
  document: JsonObject,
  field: string,
  isValue: (value: unknown) => value is T,
  invalid: Invalid,
): ReadonlyMap<string, T> {
  const object = document[field] ?? {};
  if (!isObject(object)) throw invalid(`${field} is not an object`);
  return new Map(
    Object.entries(object).map(([server, value]) => {
      if (!isValue(value)) throw invalid(`the entry of ${server} in ${field} is not valid`);
      return [server, value];
    }),
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** No cause: what JSON.parse says about a text quotes the text, and here that means secrets. */
function invalidFile(path: string): Invalid {
  return (reason) =>
    new ChartroomError({
      code: 'credentials.config-invalid',
      template: 'The logins in {path} cannot be used: {reason}',
      facts: { path, reason },
      remedy: { kind: 'open-file', path },
    });
}
