import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { needsQuotes, versionWord } from '../../../../src/chart/editing/versionWord';
import { parseMetadata } from '../../../../src/chart/metadata';

describe('the version being typed', () => {
  const rows = [
    ['', 0, ''],
    ['1.2', 0, ''],
    ['^1.', 0, '^'],
    ['~', 0, '~'],
    ['~>1', 0, '~>'],
    ['>=1.0.0', 0, '>='],
    ['=>1', 0, '=>'],
    ['!=', 0, '!='],
    ['>=1.0.0 <2', 8, '<'],
    ['>=1.0.0,<2', 8, '<'],
    ['1.x || ^2', 7, '^'],
    ['1.x||2', 5, ''],
  ] as const;
  for (const [typed, before, operator] of rows) {
    it(`of "${typed}" is behind ${before} characters and "${operator}"`, () => {
      assert.deepEqual(versionWord(typed), { before, operator });
    });
  }
});

describe('a constraint', () => {
  for (const constraint of ['>=1.0.0', '1.10', '1', '*', '!=1.0.0', '=1.0.0', '|1']) {
    it(`${constraint} stands in quotes`, () => {
      assert.equal(needsQuotes(constraint), true);
    });
  }
  for (const constraint of ['1.2.3', '^1.2.0', '~1.2.0', '1.2.x', 'v1.2.3', '<2.0.0', '1.0.0+a']) {
    it(`${constraint} is the text it looks like without them`, () => {
      assert.equal(needsQuotes(constraint), false);
      const { dependencies } = parseMetadata(
        `dependencies:\n- name: a\n  version: ${constraint}\n`,
      );
      assert.equal(dependencies?.[0]?.version, constraint);
    });
  }
});
