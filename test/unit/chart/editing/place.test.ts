import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeAt } from '../../../../src/chart/editing/place';

/** `key a/0 "wo|rd" (siblings)` of the place marked by `|`. */
function described(marked: string): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const place = placeAt(text, offset);
  if (!place) return undefined;
  const { part, path, word, hasColon, isItem, siblings, quote = '' } = place;
  const shown = `${text.slice(word.start, offset)}|${text.slice(offset, word.end)}`;
  const marks = [hasColon && part === 'key' && 'colon', isItem && 'item', quote].filter(Boolean);
  const others = [...siblings].map(([key, value]) => `${key}=${value}`);
  return [`${part} /${path.join('/')} ${shown}`, ...marks, `(${others.join(' ')})`].join(' ');
}

const rows: readonly (readonly [title: string, text: string, place: string | undefined])[] = [
  ['an empty text', '|', 'key / | ()'],
  [
    'a key being typed',
    'apiVersion: v2\nna|\nversion: 1.0.0',
    'key / na| (apiVersion=v2 version=1.0.0)',
  ],
  ['a key that is there', 'na|me: x', 'key / na|me colon ()'],
  ['an empty value', 'name: x\ntype: |', 'value /type | (name=x)'],
  ['a value without its space', 'type:|', undefined],
  ['a value', 'type: lib|rary # why', 'value /type lib|rary ()'],
  ['a value in quotes', "type: 'lib|rary'", "value /type lib|rary ' ()"],
  ['a quote that is not closed', 'type: "li|', 'value /type li| " ()'],
  ['a comment', 'type: library # wh|y', undefined],
  ['a # in quotes', 'home: "https://a/#b|"', 'value /home https://a/#b| " ()'],
  ['a # in a word', 'home: https://a/#b|', 'value /home https://a/#b| ()'],
  ['an empty line', 'name: x\n|\nversion: 1.0.0', 'key / | (name=x version=1.0.0)'],
  ['below a key without a value', 'dependencies:\n  |', 'key /dependencies | ()'],
  ['below a key with one', 'name: x\n  |', undefined],
  ['an item that begins', 'dependencies:\n  - |', 'key /dependencies/0 | item ()'],
  ['an item without more than a dash', 'dependencies:\n  -|', 'key /dependencies/0 | item ()'],
  [
    'an item with keys after it',
    'dependencies:\n  - n|\n    version: 1',
    'key /dependencies/0 n| item (version=1)',
  ],
  [
    'a value in an item',
    'dependencies:\n  - name: a\n    repository: r\n  - name: b\n    version: "^|"\n    repository: s',
    'value /dependencies/1/version ^| " (name=b repository=s)',
  ],
  [
    'a new key in an item',
    'dependencies:\n  - name: a\n    |\n    version: 1\nhome: x',
    'key /dependencies/0 | (name=a version=1)',
  ],
  [
    'a new key after an item',
    'dependencies:\n  - name: a\n|\nhome: x',
    'key / | (dependencies= home=x)',
  ],
  [
    'a list at the column of its key',
    'dependencies:\n- name: a\n  ver|\ntype: x',
    'key /dependencies/0 ver| (name=a)',
  ],
  ['a key after such a list', 'keywords:\n- a\n- b\nna|', 'key / na| (keywords=)'],
  ['an item that is a text', 'keywords:\n  - a\n  - b|', 'key /keywords/1 b| item ()'],
  [
    'a key with slashes',
    'annotations:\n  artifacthub.io/ch|: x',
    'key /annotations artifacthub.io/ch| colon ()',
  ],
  ['a new key below another', 'annotations:\n  |\n  a: b', 'key /annotations | (a=b)'],
  ['a block scalar', 'annotations:\n  a: >-\n    - kind: ad|', undefined],
  [
    'a key after a block scalar',
    'annotations:\n  a: >-\n    k: v\n\n  b|',
    'key /annotations b| (a=>-)',
  ],
  [
    'an empty line after a block scalar',
    'annotations:\n  a: >-\n    k: v\n|',
    'key / | (annotations=)',
  ],
  ['a constraint that lacks its quotes', 'version: >=|', 'value /version >=| ()'],
  ['a block scalar that begins', 'a: >-|', undefined],
  ['a flow collection', 'keywords: [a|]', undefined],
  ['carriage returns', 'name: x\r\ntype: li|\r\n', 'value /type li| (name=x)'],
  ['a text that is broken before', 'name: "x\ntype: li|', 'value /type li| (name="x)'],
  ['a list in a list', 'a:\n  - - b: |', 'value /a/0/0/b | ()'],
];

describe('the place of a cursor in', () => {
  for (const [title, text, place] of rows) {
    it(title, () => {
      assert.equal(described(text), place);
    });
  }

  it('is found at every offset of a text, whatever it is', () => {
    const text = "a: |\n  b\n- - c: [d, {e: \"f\n? g\n: h\n&i *j\r\n\t- k\n\"l: m\n  - n: 'o''p'\n";
    for (let cut = 0; cut <= text.length; cut += 1) {
      for (let offset = 0; offset <= cut; offset += 1) placeAt(text.slice(0, cut), offset);
    }
  });
});
