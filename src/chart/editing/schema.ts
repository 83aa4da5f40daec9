import type { Path } from './place';

/** The part of JSON Schema (draft 7) that the schemas in media/schemas are written in. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  /** As VS Code has it: one for each of `enum`. */
  readonly enumDescriptions?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** A key that a mapping can have. */
export interface KnownKey {
  readonly key: string;
  readonly description: string;
  readonly holds: 'text' | 'list' | 'mapping';
  readonly isRequired: boolean;
}

/** A value that a key can have. */
export interface KnownValue {
  readonly value: string;
  readonly description: string;
}

/** What a schema says of a place; undefined where it knows none. */
export function schemaAt(root: Schema, path: Path): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const step of path) {
    const here: Schema | undefined = schema && resolve(root, schema);
    schema = typeof step === 'number' ? here?.items : propertyOf(here, step);
  }
  return schema && resolve(root, schema);
}

/** The keys a mapping can have beside those it has, in the order of the schema. */
export function knownKeys(
  root: Schema,
  path: Path,
  present: ReadonlySet<string>,
): readonly KnownKey[] {
  const { properties = {}, required = [] } = schemaAt(root, path) ?? {};
  return Object.entries(properties)
    .filter(([key]) => !present.has(key))
    .map(([key, property]) => {
      const { type, description = '' } = resolve(root, property);
      const holds = type === 'array' ? 'list' : type === 'object' ? 'mapping' : 'text';
      return { key, description, holds, isRequired: required.includes(key) };
    });
}

export function knownValues(root: Schema, path: Path): readonly KnownValue[] {
  const schema = schemaAt(root, path);
  if (schema?.type === 'boolean') {
    return ['true', 'false'].map((value) => ({ value, description: '' }));
  }
  return (schema?.enum ?? []).map((value, index) => ({
    value,
    description: schema?.enumDescriptions?.[index] ?? '',
  }));
}

function resolve(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  const target = name === undefined ? undefined : root.definitions?.[name];
  if (target) return target;
  // Of several forms it is the mapping that has keys to tell of.
  return schema.oneOf?.find(({ type }) => type === 'object') ?? schema;
}

function propertyOf(schema: Schema | undefined, key: string): Schema | undefined {
  const own = schema?.properties;
  if (own && Object.hasOwn(own, key)) return own[key];
  const other = schema?.additionalProperties;
  return typeof other === 'object' ? other : undefined;
}
