import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { helmPath } from '../../../../src/publishing/compare/helmPath';
import { compareValues } from '../../../../src/publishing/compare/valuesChanges';

describe('a path of values', () => {
  const paths: [keys: readonly string[], path: string][] = [
    [['service', 'port'], 'service.port'],
    [['annotations', 'example.com/name'], String.raw`annotations.example\.com/name`],
    [['a,b', 'c=d', 'e[0]', String.raw`f\g`], String.raw`a\,b.c\=d.e\[0].f\\g`],
    [['labels', ''], 'labels.""'],
  ];
  for (const [keys, path] of paths) {
    it(`is ${path} for ${JSON.stringify(keys)}`, () => {
      assert.equal(helmPath(keys), path);
    });
  }
});

/** Each change on a line: `+ path value`, `- path value`, `~ path before > after`. */
async function changes(before: string, after: string): Promise<readonly string[]> {
  const { changes: found, problems } = await compareValues(before, after);
  assert.deepEqual(problems, []);
  return found.map((one) => {
    if (one.change === 'added') return `+ ${one.path} ${one.after}`;
    if (one.change === 'removed') return `- ${one.path} ${one.before}`;
    const types = one.types ? ` (${one.types.before} > ${one.types.after})` : '';
    return `~ ${one.path} ${one.before} > ${one.after}${types}`;
  });
}

describe('changes of values', () => {
  const table: [what: string, before: string, after: string, lines: readonly string[]][] = [
    ['nothing for other comments and quotes', 'a: "b" # c\n', "a:   'b'\n", []],
    ['nothing for another order of keys', 'a: 1\nb: {c: 2, d: 3}\n', 'b: {d: 3, c: 2}\na: 1\n', []],
    ['nothing for an empty file and a comment', '', '# none\n', []],
    ['nothing for other words of YAML 1.1', 'a: yes\nb: 010\n', 'a: true\nb: 8\n', []],
    ['nothing for a whole number with a point', 'a: 1\n', 'a: 1.0\n', []],
    [
      'nothing for an alias in place of a copy',
      'a: &x {b: 1}\nc: *x\n',
      'a: {b: 1}\nc: {b: 1}\n',
      [],
    ],
    ['a default', 'image:\n  tag: "1"\n', 'image:\n  tag: "2"\n', ['~ image.tag "1" > "2"']],
    ['new keys one by one', 'a: 1\n', 'a: 1\nb:\n  c: true\n  d: {}\n', ['+ b.c true', '+ b.d {}']],
    ['keys that are gone one by one', 'a: {b: x, c: null}\n', '', ['- a.b "x"', '- a.c null']],
    ['another type', 'a: true\n', 'a: "true"\n', ['~ a true > "true" (boolean > string)']],
    ['a map that was a text', 'a: b\n', 'a: {c: d}\n', ['~ a "b" > {"c": "d"} (string > map)']],
    ['a list as a value', 'a: [1, 2]\n', 'a:\n- 2\n- 1\n', ['~ a [1, 2] > [2, 1]']],
    ['null in place of a default', 'a: 1\n', 'a:\n', ['~ a 1 > null (number > null)']],
    [
      'numbers too large for a float',
      'a: 9007199254740993\n',
      'a: 9007199254740992\n',
      ['~ a 9007199254740993 > 9007199254740992'],
    ],
    ['keys with dots', 'a: {b.c: 1}\n', 'a: {b.c: 2}\n', [String.raw`~ a.b\.c 1 > 2`]],
  ];
  for (const [what, before, after, lines] of table) {
    it(`tell ${what}`, async () => {
      assert.deepEqual(await changes(before, after), lines);
    });
  }

  it('are below the keys of a sub-chart', async () => {
    const {
      changes: [change],
    } = await compareValues('a: 1\n', 'a: 2\n', ['db', 'x.y']);
    assert.equal(change?.path, String.raw`db.x\.y.a`);
  });

  it('are none where a side cannot be read, which is told', async () => {
    const { changes: found, problems } = await compareValues('a: [1\n', '- a list\n');
    assert.deepEqual(found, []);
    assert.deepEqual(
      problems.map(({ side }) => side),
      ['before', 'after'],
    );
    assert.match(problems[0]?.reason ?? '', /values\.yaml/);
    assert.equal(problems[1]?.reason, 'values.yaml is a list, not a map');
  });
});
