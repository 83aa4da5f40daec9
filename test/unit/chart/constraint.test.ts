import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCode } from '../../../src/base/error';
import { parseConstraint, satisfies } from '../../../src/chart/constraint';
import { parseVersion } from '../../../src/chart/version';

function fulfils(constraint: string, version: string): boolean {
  const parsed = parseVersion(version);
  assert.ok(parsed);
  return satisfies(parseConstraint(constraint), parsed);
}

type Row = readonly [constraint: string, version: string, expected: boolean];

function check(rows: readonly Row[]): void {
  for (const [constraint, version, expected] of rows) {
    it(`${constraint} ${expected ? 'takes' : 'refuses'} ${version}`, () => {
      assert.equal(fulfils(constraint, version), expected);
    });
  }
}

describe('constraints that npm reads otherwise', () => {
  check([
    ['>0.0.0-0', '1.2.3-beta.1', true],
    ['>=1.0.0-0', '2.0.0-rc.1', true],
    ['^1.2.0-alpha.0', '1.5.0-beta.1', true],
    ['~1.2.3-beta.2', '1.2.4-beta.2', true],
    ['>=1.0.0 <=2.0.0-beta', '1.0.1-beta', true],
    ['>=1.0.0-0 <2.0.0', '2.0.0-rc.1', true],
    ['<2.0.0-0', '1.9.0-beta', true],
    ['1.2.3-rc.1 - 2', '1.9.0-beta', true],
    ['>1.2.3-alpha.3', '3.4.5-alpha.9', true],
    ['*-0', '1.2.3-alpha.1', true],
    ['1.x-0', '1.5.0-beta.1', true],
    ['1.x.x-0', '1.5.0-beta.1', true],
    ['~0.0.0', '1.2.3', true],
    ['^*', '2.1.1', false],
    ['>*', '1.0.0', true],
    ['!=1.2.3', '1.2.4', true],
    ['!=1.2.x', '1.2.4', false],
    ['^1.2.3 !=1.5.0', '1.5.0', false],
    ['=>1.2.3', '1.2.3', true],
    ['=<1.2.3', '1.2.3', true],
    ['>=1.1, <2', '1.5.0', true],
    ['>=1.1,<2', '1.5.0', true],
    ['1.0.0 - 2.0.0, <=2.0.0', '1.5.0', true],
    ['01.2.3', '1.2.3', true],
    ['1.*.3', '1.9.0', true],
    ['x.2', '5.5.5', true],
    ['<1.2-0', '1.2.0-alpha', false],
    ['>=1.2', '1.3', true],
    ['9007199254740993.0.0', '9007199254740993.0.0', true],
    ['9007199254740993.0.0', '9007199254740992.0.0', false],
    ['^1.2.x-alpha', '1.3.0-beta', true],
    ['1.0-2.0', '1.5.0', false],
    ['1.0-2.0', '1.0.0-2.0', true],
  ]);
});

describe('constraints that npm reads likewise', () => {
  check([
    ['1.2', '1.2.9', true],
    ['1.2', '1.3.0', false],
    ['v1.2', '1.2.9', true],
    ['>1.2', '1.2.9', false],
    ['<=1.2', '1.2.9', true],
    ['1.2 - 2', '2.5.0', true],
    ['^0.0.0', '0.0.1', false],
    ['^0.0', '0.0.9', true],
    ['~>1.2.3', '1.2.9', true],
    ['*', '1.2.3-rc.1', false],
    ['<2.0.0', '2.0.0-rc.1', false],
  ]);
});

describe('each operator at its edges', () => {
  check([
    ['1', '1.9.9', true],
    ['1', '2.0.0', false],
    ['=1.2', '1.2.9', true],
    ['1.2.3', '1.2.3+build', true],
    ['1.2.3', '1.2.4', false],
    ['*', '0.0.0', true],
    ['!=1', '1.9.0', false],
    ['!=1', '2.0.0', true],
    ['!=1.2', '1.3.0', true],
    ['!=1.2', '2.2.0', true],
    ['!=*', '0.0.0', false],
    ['!=*', '1.0.0', true],
    ['!=1.2-rc', '1.2.0-rc', false],
    ['!=1.2-rc', '1.2.0-beta', true],
    ['>1', '1.9.9', false],
    ['>1', '2.0.0', true],
    ['>1.2', '1.3.0', true],
    ['>1.2', '2.0.0', true],
    ['>1.2', '0.9.0', false],
    ['>1.2.3', '1.2.3', false],
    ['>*', '0.0.0', false],
    ['<1.2', '1.1.9', true],
    ['<1.2', '1.2.0', false],
    ['<=1', '1.9.9', true],
    ['<=1', '2.0.0', false],
    ['<=1.2', '1.3.0', false],
    ['<=1.2.3', '1.2.3', true],
    ['<=*', '0.0.9', true],
    ['<=*', '0.1.0', false],
    ['>=1.2.3', '1.2.2', false],
    ['~1.2.3', '1.2.2', false],
    ['~1.2.3', '1.3.0', false],
    ['~1', '1.9.0', true],
    ['~1', '2.0.0', false],
    ['~0', '0.9.0', true],
    ['~0', '1.0.0', false],
    ['~0.0', '0.1.0', false],
    ['~*', '7.0.0', true],
    ['^1.2.3', '1.9.0', true],
    ['^1.2.3', '2.0.0', false],
    ['^1.2.3', '1.2.2', false],
    ['^0', '0.9.0', true],
    ['^0', '1.0.0', false],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0', '0.1.0', false],
    ['^0.0.3', '0.0.3', true],
    ['^0.0.3', '0.0.4', false],
    ['^*', '0.0.0', true],
  ]);
});

describe('groups', () => {
  check([
    ['<1 || >=2', '0.5.0', true],
    ['<1 || >=2', '1.5.0', false],
    ['<1||>=2', '2.0.0', true],
    ['>=1 <2 || 3', '3.1.0', true],
    // A pre-release in one group says nothing about another.
    ['>=1.0.0-0 <2 || >=3', '3.0.0-rc.1', false],
    ['1 - 2 3 - 4', '3.0.0', false],
    ['0.5 - 2, 1 - 4', '1.5.0', true],
    // Helm finds the range `1||2 - 3` before it splits at `||`.
    ['1||2 - 3', '9.0.0', true],
  ]);
});

describe('what is no constraint', () => {
  const texts = [
    '',
    ' ',
    '>=1 || ',
    '|| >=1',
    'latest',
    '1.2.3.4',
    'V1.2.3',
    '>=1<2',
    '>=1,',
    ',>=1',
    '>=1,,<2',
    '>> 1',
    '==1',
    '1x',
    '1.2.3-01',
    '1.2.3-',
    '>=1 - 2',
    '> 0 1 - 2',
    '1 - 2 - 3',
    '18446744073709551616',
    `>=1.0.0${' '.repeat(5000)}`,
  ];
  for (const text of texts) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.throws(
        () => parseConstraint(text),
        (error) => hasCode(error, 'chart.constraint-invalid'),
      );
    });
  }
});
