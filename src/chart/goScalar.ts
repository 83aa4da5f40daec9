/** What a YAML scalar is to Helm. Whole numbers are exact up to 64 bits; larger ones are floats. */
export type GoScalar = null | boolean | bigint | number | string;

const words = new Map<string, GoScalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, false] as const,
  ),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

const keyWords = new Map([
  ['NaN', '.nan'],
  ['+Inf', '.inf'],
  ['-Inf', '-.inf'],
]);

const smallestInteger = -(2n ** 63n);
const largestInteger = 2n ** 63n - 1n;
const largestUnsigned = 2n ** 64n - 1n;
const radixes = [
  { pattern: /^([-+]?)0[xX]([0-9a-fA-F]+)$/, prefix: '0x' },
  { pattern: /^([-+]?)0[bB]([01]+)$/, prefix: '0b' },
  { pattern: /^([-+]?)0[oO]?([0-7]+)$/, prefix: '0o' },
  { pattern: /^([-+]?)(0|[1-9][0-9]*)$/, prefix: '' },
];
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const floatFromDot = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;

/**
 * The value of a plain (unquoted) scalar by the YAML 1.1 rules that go-yaml v2 keeps (resolve.go):
 * `yes` is true, `010` is eight, `1_000` a thousand. Base 60 and dates are left as text, as there.
 */
export function resolvePlain(source: string): GoScalar {
  const word = words.get(source);
  if (word !== undefined) return word;
  if (source.startsWith('.')) return floatFromDot.test(source) ? finite(source, source) : source;
  if (!/^[-+0-9]/.test(source)) return source;
  const digits = source.replaceAll('_', '');
  return integer(digits) ?? (float.test(digits) ? finite(digits, source) : source);
}

/**
 * The value of a scalar with an explicit tag, written in full (`tag:yaml.org,2002:int`). Unknown tags
 * give text. Undefined when the text is nothing of that tag.
 */
export function resolveTagged(tag: string, source: string): GoScalar | undefined {
  const value = resolvePlain(source);
  switch (tag) {
    case 'tag:yaml.org,2002:null':
      return value === null ? value : undefined;
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'tag:yaml.org,2002:int':
      return typeof value === 'bigint' ? value : undefined;
    case 'tag:yaml.org,2002:float':
      return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined;
    case 'tag:yaml.org,2002:binary':
      return base64.test(source.replace(/[\r\n]/g, ''))
        ? Buffer.from(source, 'base64').toString()
        : undefined;
    default:
      return source;
  }
}

/**
 * The text a scalar becomes where a text is wanted: sigs.k8s.io/yaml, `convertToJSONableObject`.
 * Null becomes empty, because decoding a JSON null leaves the field as it was.
 */
export function textOfScalar(value: GoScalar): string {
  if (value === null) return '';
  return typeof value === 'number' ? textOfFloat(value) : String(value);
}

/** The text of a map key. It differs from a value's text where a float is no number. */
export function textOfKey(value: GoScalar): string {
  const text = textOfScalar(value);
  return typeof value === 'number' ? (keyWords.get(text) ?? text) : text;
}

function integer(digits: string): bigint | undefined {
  for (const { pattern, prefix } of radixes) {
    const match = pattern.exec(digits);
    if (!match) continue;
    const [, sign = '', rest = ''] = match;
    const magnitude = BigInt(prefix + rest);
    const value = sign === '-' ? -magnitude : magnitude;
    // A sign leaves 63 bits: Go reads the larger half with ParseUint, which takes none.
    const largest = sign === '' ? largestUnsigned : largestInteger;
    return value >= smallestInteger && value <= largest ? value : undefined;
  }
  return undefined;
}

function finite(digits: string, source: string): number | string {
  const value = Number(digits);
  return Number.isFinite(value) ? value : source;
}

/** Go's `FormatFloat(value, 'g', -1, 32)`: the shortest digits that give the same 32-bit float. */
function textOfFloat(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return 'NaN';
  if (!Number.isFinite(single)) return single > 0 ? '+Inf' : '-Inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  const shortest = shortestExponential(single);
  const [mantissa = '', exponent = ''] = shortest.split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(shortest));
  const sign = power < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

function shortestExponential(single: number): string {
  // Nine significant digits tell any two 32-bit floats apart.
  for (let fractionDigits = 0; fractionDigits < 8; fractionDigits++) {
    const text = single.toExponential(fractionDigits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(8);
}
