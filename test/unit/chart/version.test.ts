import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compareVersions,
  newestFirst,
  parseStrictVersion,
  parseVersion,
  type Version,
} from '../../../src/chart/version';

function numbers(version: Version | undefined): string | undefined {
  return version && `${version.major}.${version.minor}.${version.patch}`;
}

describe('parseVersion', () => {
  const readable = [
    ['1.2.3', '1.2.3'],
    ['v1.2.3', '1.2.3'],
    ['1', '1.0.0'],
    ['v1.2', '1.2.0'],
    ['01.002.03', '1.2.3'],
    ['1-alpha', '1.0.0'],
    ['1.2+build', '1.2.0'],
    ['18446744073709551615.0.0', '18446744073709551615.0.0'],
  ] as const;
  for (const [text, expected] of readable) {
    it(`reads ${text} as ${expected} and keeps the text`, () => {
      assert.equal(numbers(parseVersion(text)), expected);
      assert.equal(parseVersion(text)?.original, text);
    });
  }

  const unreadable = [
    '',
    'latest',
    'V1.2.3',
    '1.2.3.4',
    '1.2.3-01',
    '1.2.3-a.00',
    '1.2.3-',
    '1.2.3+',
    '1.2.3-a..b',
    '1.2.3-a_b',
    ' 1.2.3',
    '1.2.3\n',
    '-1.2.3',
    '18446744073709551616.0.0',
    '1.18446744073709551616',
  ];
  for (const text of unreadable) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(parseVersion(text), undefined);
    });
  }

  it('takes the pre-release and the build metadata apart', () => {
    const version = parseVersion('1.2.3-rc.1+build.01');
    assert.equal(version?.prerelease, 'rc.1');
    assert.equal(version.metadata, 'build.01');
  });
});

describe('parseStrictVersion', () => {
  it('reads SemVer 2', () => {
    assert.equal(numbers(parseStrictVersion('1.2.3-rc.1+b')), '1.2.3');
  });
  for (const text of ['v1.2.3', '1.2', '1', '01.2.3', '1.2.3-01', '18446744073709551616.0.0']) {
    it(`refuses ${text}`, () => {
      assert.equal(parseStrictVersion(text), undefined);
    });
  }
});

describe('compareVersions', () => {
  // SemVer 2, section 11, and numbers beyond what a double holds.
  const ascending = [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-beta.9007199254740992',
    '1.0.0-beta.9007199254740993',
    '1.0.0-beta.-1',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.2.0',
    '1.10.0',
    '2.0.0',
    '9007199254740992.0.0',
    '9007199254740993.0.0',
  ];
  for (const [index, newer] of ascending.slice(1).entries()) {
    const older = ascending[index] ?? '';
    it(`puts ${older} before ${newer}`, () => {
      assert.ok(compare(older, newer) < 0);
      assert.ok(compare(newer, older) > 0);
    });
  }

  it('does not look at build metadata', () => {
    assert.equal(compare('1.0.0+a', '1.0.0+b'), 0);
  });

  it('does not care how a version was written', () => {
    assert.equal(compare('v1.2', '1.2.0'), 0);
  });
});

describe('newestFirst', () => {
  it('lists versions newest first and everything else after them by code point', () => {
    const texts = ['latest', '1.2.0', 'v1.10', '1.2.0-rc.1', 'Stable', '2', '\u{1f600}', '\uff01'];
    assert.deepEqual(
      newestFirst(texts, (text) => text),
      ['2', 'v1.10', '1.2.0', '1.2.0-rc.1', 'Stable', 'latest', '\uff01', '\u{1f600}'],
    );
  });

  it('gives one order whatever the list began with', () => {
    const texts = ['1.0.0+b', '1.0', '1.0.0', 'v1.0.0', '1.0.0+a'];
    const expected = ['1.0', '1.0.0', '1.0.0+a', '1.0.0+b', 'v1.0.0'];
    assert.deepEqual(
      newestFirst(texts, (text) => text),
      expected,
    );
    assert.deepEqual(
      newestFirst(texts.toReversed(), (text) => text),
      expected,
    );
  });
});

function compare(a: string, b: string): number {
  const versionA = parseVersion(a);
  const versionB = parseVersion(b);
  assert.ok(versionA && versionB);
  return compareVersions(versionA, versionB);
}
