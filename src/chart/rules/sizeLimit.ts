import type { Draft } from './draft';
import { sourceText } from './sourceText';

// A check runs while somebody types: YAML of this size is read in a fraction of a second, whatever is in it.
const definitionLimit = 65_536;
const valuesLimit = 262_144;

/** The longest text of a file, in UTF-16 units, that is checked. */
export function sizeLimitOf(path: string): number {
  return /^(?:values\.|crds\/)/.test(path) ? valuesLimit : definitionLimit;
}

export function tooLarge(path: string, text: string): Draft {
  const template = '{file} is not checked: it is {size} KiB large, and {limit} are checked';
  const facts = {
    file: path,
    size: Math.ceil(text.length / 1024),
    limit: sizeLimitOf(path) / 1024,
  };
  const [line = ''] = /^[^\r\n]{0,200}/.exec(text) ?? [];
  return {
    rule: 'too-large-to-check',
    in: sourceText(path, line),
    at: { start: 0, end: line.length },
    template,
    facts,
  };
}
