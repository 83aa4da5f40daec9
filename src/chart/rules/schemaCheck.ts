import { createContext, runInContext } from 'node:vm';
import { Validator, type OutputUnit, type Schema, type SchemaDraft } from '@cfworker/json-schema';
import type { JsonValue } from '../../base/goJson';

/** What a JSON Schema says of a value. */
export interface SchemaResult {
  readonly failures: readonly SchemaFailure[];
  /** Why it was not looked at in full. */
  readonly unchecked?: string;
  /** Why the schema cannot be used at all. */
  readonly invalid?: string;
}

export interface SchemaFailure {
  /** Keys and indices from the root. */
  readonly path: readonly string[];
  /** Set where a key is missing. */
  readonly missing?: string;
  /** A clause without a full stop. */
  readonly reason: string;
}

// A pattern or a schema that refers to itself can take for ever, and nobody waits for that while typing.
const milliseconds = 200;

const drafts: readonly (readonly [name: string, draft: SchemaDraft])[] = [
  ['draft-04', '4'],
  ['draft-06', '7'],
  ['draft-07', '7'],
  ['2019-09', '2019-09'],
];

/** Checks a value. What a schema refers to on other hosts is never fetched, and counts as true. */
export function checkSchema(schema: JsonValue, value: JsonValue): SchemaResult {
  if (typeof schema === 'boolean') return schema ? { failures: [] } : refused();
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) {
    return { failures: [], invalid: 'it is not an object' };
  }
  const remote = new Set<string>();
  const local = withoutRemote(schema, idsOf(schema), remote) as Schema;
  const [first] = remote;
  try {
    const validate = (): readonly OutputUnit[] =>
      new Validator(local, draftOf(local), false).validate(value).errors;
    const errors = inTime(validate);
    const unchecked = first === undefined ? {} : { unchecked: `${first} is not fetched` };
    return { failures: leaves(errors).map(failureOf), ...unchecked };
  } catch (error) {
    return { failures: [], ...whyNot(error) };
  }
}

function refused(): SchemaResult {
  return { failures: [{ path: [], reason: 'it takes no values' }] };
}

function inTime<T>(run: () => T): T {
  const context = createContext({ run });
  return runInContext('run()', context, { timeout: milliseconds }) as T;
}

function whyNot(error: unknown): Pick<SchemaResult, 'unchecked' | 'invalid'> {
  if (error instanceof RangeError) return { unchecked: 'it nests too deep' };
  const { code, message } = error as { readonly code?: string; readonly message: string };
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { unchecked: 'it takes too long' };
  const [, reference] =
    /^Unresolved \$ref "(?:https:\/\/github\.com\/cfworker)?([^"]*)"/.exec(message) ?? [];
  if (reference !== undefined) return { invalid: `it refers to ${reference}, which is not there` };
  // Go reads patterns that this engine does not.
  return { unchecked: message.replace(/\s+/g, ' ') };
}

function draftOf(schema: Schema): SchemaDraft {
  const declared = schema.$schema ?? '';
  return drafts.find(([name]) => declared.includes(name))?.[1] ?? '2020-12';
}

function idsOf(schema: JsonValue, ids = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return ids;
  for (const [key, value] of Object.entries(schema)) {
    if ((key === '$id' || key === 'id') && typeof value === 'string')
      ids.add(value.replace(/#$/, ''));
    idsOf(value, ids);
  }
  return ids;
}

/** A copy: the library writes into what it is given. */
function withoutRemote(
  schema: JsonValue,
  ids: ReadonlySet<string>,
  remote: Set<string>,
): JsonValue {
  if (Array.isArray(schema))
    return schema.map((item: JsonValue) => withoutRemote(item, ids, remote));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => {
    if (key !== '$ref' || typeof value !== 'string') return true;
    const [document = ''] = value.split('#');
    const isLocal = document === '' || [...ids].some((id) => id.endsWith(document));
    if (!isLocal) remote.add(value);
    return isLocal;
  });
  return Object.fromEntries(
    entries.map(([key, value]) => [key, withoutRemote(value, ids, remote)]),
  );
}

const containers = new Set([
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems'],
  ...['allOf', '$ref', '$recursiveRef', 'if', 'dependentSchemas'],
]);
const choices = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames', 'not']);

/** The library also tells of everything around a failure, and of each branch of a choice. */
function leaves(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const kept: OutputUnit[] = [];
  const chosen: string[] = [];
  let previous = '';
  for (const error of errors) {
    // `false` has no place of its own: it comes after the keyword that has it.
    const place = error.keyword === 'false' ? `${previous}/` : error.keywordLocation;
    previous = error.keywordLocation;
    if (containers.has(error.keyword) || chosen.some((choice) => place.startsWith(`${choice}/`)))
      continue;
    if (choices.has(error.keyword)) chosen.push(error.keywordLocation);
    kept.push(error);
  }
  // A property that fails its own schema is told to be additional too.
  const isAlsoWrong = (location: string): boolean =>
    kept.some(
      ({ keyword, instanceLocation: at }) =>
        keyword !== 'false' && (at === location || at.startsWith(`${location}/`)),
    );
  return kept.filter(
    ({ keyword, instanceLocation: at }) => keyword !== 'false' || !isAlsoWrong(at),
  );
}

function failureOf({ keyword, instanceLocation, error }: OutputUnit): SchemaFailure {
  const path = instanceLocation
    .split('/')
    .slice(1)
    .map((step) => decodeURI(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const [, missing] = keyword === 'required' ? (/property "(.*)"\.$/.exec(error) ?? []) : [];
  return { path, reason: reasonOf(keyword, error), ...(missing !== undefined && { missing }) };
}

function reasonOf(keyword: string, error: string): string {
  if (keyword === 'false') return 'it is not among what is allowed';
  if (keyword === 'type') {
    const [, is = '', wanted = ''] = /type "(.*)" is invalid\. Expected (.*)\.$/.exec(error) ?? [];
    return `it is of type ${is}, not ${wanted.replaceAll('"', '').replaceAll(',', ' or')}`;
  }
  const text = error
    .replace(/\.$/, '')
    .replace(/^Instance does not have required property/, 'it has no');
  return text
    .replace(/^Instance/, 'it')
    .replace(/^String/, 'it')
    .replace(/^Array/, 'it');
}
