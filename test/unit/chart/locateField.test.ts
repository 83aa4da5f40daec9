import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locateField } from '../../../src/chart/locateField';

const yaml = `apiVersion: v2
Name: c
dependencies:
  - name: a
    alias: b c
  - {name: d, alias: e}
  -
version: "1
`;

describe('locateField finds', () => {
  const rows = [
    ['apiVersion', 1, 1],
    ['name', 2, 1],
    ['dependencies', 3, 1],
    ['dependencies[0]', 4, 5],
    ['dependencies[0].alias', 5, 5],
    ['dependencies[1].alias', 6, 15],
    ['dependencies[1].version', 6, 5],
    ['dependencies[9].name', 3, 1],
    ['version', 8, 1],
  ] as const;
  for (const [field, line, column] of rows) {
    it(`${field} at ${line}:${column}`, () => {
      assert.deepEqual(locateField(yaml, field), { line, column });
    });
  }
});

describe('locateField finds nothing', () => {
  for (const text of ['', 'a: b', '- name', 'name']) {
    it(`of a name in ${JSON.stringify(text)}`, () => {
      assert.equal(locateField(text, 'name'), undefined);
    });
  }
});
