/** Any JSON that was read. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What encoding/json can be given: an object is a Go map, a Map a struct with its fields in order. */
export type GoValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly GoValue[]
  | { readonly [key: string]: GoValue }
  | ReadonlyMap<string, GoValue>;

const unsafe = /[<>&\u2028\u2029]/g;
const loneSurrogate = /[\ud800-\udfff]/gu;

/**
 * JSON to the byte as Go's `encoding/json.Marshal` writes it: no white space, maps sorted by key
 * bytes, `<`, `>`, `&` and the line separators escaped, 64-bit integers exact.
 */
export function goJson(value: GoValue): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return number(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(goJson).join(',')}]`;
  if (isStruct(value)) return object([...value]);
  return object(Object.entries(value).sort(([a], [b]) => compareBytes(a, b)));
}

function object(entries: readonly (readonly [string, GoValue])[]): string {
  return `{${entries.map(([key, value]) => `${quote(key)}:${goJson(value)}`).join(',')}}`;
}

function quote(text: string): string {
  const valid = text.replace(loneSurrogate, '\ufffd');
  return JSON.stringify(valid).replace(unsafe, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Both languages print the shortest digits and change to exponents at the same sizes; only Go keeps the sign of zero. */
function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function isList(value: object): value is readonly GoValue[] {
  return Array.isArray(value);
}

function isStruct(value: object): value is ReadonlyMap<string, GoValue> {
  return value instanceof Map;
}
