import type { GoScalar } from '../../chart/goScalar';
import type { GoYaml } from '../../chart/goYaml';

/** What a value is to a template. */
export type ValueType = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'map';

export function typeOfValue(node: GoYaml): ValueType {
  if (node.kind !== 'scalar') return node.kind;
  const { value } = node;
  if (value === null) return 'null';
  if (typeof value === 'bigint' || typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** A value on one line: JSON, which is YAML too, with the numbers that JSON has no words for as YAML writes them. */
export function textOfValue(node: GoYaml): string {
  switch (node.kind) {
    case 'scalar':
      return textOfScalar(node.value);
    case 'list':
      return `[${node.items.map(textOfValue).join(', ')}]`;
    case 'map': {
      const entries = [...node.entries].map(
        ([key, value]) => `${JSON.stringify(key)}: ${textOfValue(value)}`,
      );
      return `{${entries.join(', ')}}`;
    }
  }
}

/** The keys of a map have no order. A whole number is the same with a point, as JSON is between the file and a template. */
export function isSameValue(one: GoYaml, other: GoYaml): boolean {
  if (one.kind === 'map' && other.kind === 'map') {
    return (
      one.entries.size === other.entries.size &&
      [...one.entries].every(([key, value]) => {
        const counterpart = other.entries.get(key);
        return counterpart !== undefined && isSameValue(value, counterpart);
      })
    );
  }
  if (one.kind === 'list' && other.kind === 'list') {
    return (
      one.items.length === other.items.length &&
      one.items.every((item, at) => {
        const counterpart = other.items[at];
        return counterpart !== undefined && isSameValue(item, counterpart);
      })
    );
  }
  if (one.kind !== 'scalar' || other.kind !== 'scalar') return false;
  return Object.is(comparable(one.value), comparable(other.value));
}

/** Those beyond 53 bits keep all of their digits. */
function comparable(value: GoScalar): GoScalar {
  if (typeof value !== 'bigint') return Object.is(value, -0) ? 0 : value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function textOfScalar(value: GoScalar): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'number' || Number.isFinite(value)) return JSON.stringify(value);
  if (Number.isNaN(value)) return '.nan';
  return value > 0 ? '.inf' : '-.inf';
}
