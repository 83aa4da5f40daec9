import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it, test } from 'node:test';
import { dependencyJson } from '../../../src/chart/config';
import { goJson, type GoValue } from '../../../src/base/goJson';

describe('goJson', () => {
  const rows: readonly (readonly [what: string, value: GoValue, json: string])[] = [
    ['null', null, 'null'],
    ['booleans', [true, false], '[true,false]'],
    ['no white space', { a: [1, { b: 2 }] }, '{"a":[1,{"b":2}]}'],
    ['map keys by their bytes', { b: 1, Z: 2, '10': 3, '9': 4 }, '{"10":3,"9":4,"Z":2,"b":1}'],
    ['map keys beyond the BMP last', { '😀': 1, '！': 2 }, '{"！":2,"😀":1}'],
    [
      'struct fields in their order',
      new Map([
        ['b', 1],
        ['9', 2],
        ['a', 3],
      ]),
      '{"b":1,"9":2,"a":3}',
    ],
    ['markup escaped', '<a> & "b"', String.raw`"\u003ca\u003e \u0026 \"b\""`],
    ['markup in keys escaped', { '<': 1 }, String.raw`{"\u003c":1}`],
    ['line separators escaped', '\u2028\u2029', String.raw`"\u2028\u2029"`],
    [
      'control characters',
      '\b\f\n\r\t\u0000\u001f\u007f',
      String.raw`"\b\f\n\r\t\u0000\u001f` + '\u007f"',
    ],
    ['other text as it is', 'é😀', '"é😀"'],
    ['half a surrogate pair replaced', 'a\ud800b', '"a\ufffdb"'],
    ['64-bit integers', 18446744073709551615n, '18446744073709551615'],
    [
      'large floats',
      [1e20, 1e21, 1.2345678901234568e22],
      '[100000000000000000000,1e+21,1.2345678901234568e+22]',
    ],
    ['small floats', [0.000001, 1e-7], '[0.000001,1e-7]'],
    ['negative zero', -0, '-0'],
  ];
  for (const [what, value, json] of rows) {
    it(`writes ${what}`, () => {
      assert.equal(goJson(value), json);
    });
  }
});

test('the digest of a lock is that of its Go JSON', () => {
  const alpine = { name: 'alpine', version: '0.1.0', repository: 'http://localhost:8879/charts' };
  assert.equal(
    lockDigest([alpine], [alpine]),
    'fb239e836325c5fa14b29d1540a13b7d3ba13151b67fe719f820e0ef6d66aaaf',
  );
  const wanted = {
    name: 'redis',
    version: '>=1.0.0 <2.0.0',
    repository: 'oci://r.example.com/charts',
    condition: 'redis.enabled',
    tags: ['db'],
    alias: 'cache',
  };
  const locked = { name: 'redis', version: '1.9.3', repository: 'oci://r.example.com/charts' };
  assert.equal(
    lockDigest([wanted], [locked]),
    '99b617a78531352aef4da37d1b7f479d6ef98b90626700b16d1a1ec08f6456fb',
  );
});

test('the digest of a Helm 2 lock is that of its Go JSON', () => {
  const alpine = { name: 'alpine', version: '0.1.0', repository: 'file://../alpine' };
  const json = goJson({ dependencies: [dependencyJson(alpine)] });
  assert.equal(sha256(json), '7b380b1a826e7be1eecb089f66209d6d3df54be4bf879d4a8e6f8a9e871710e5');
});

type Dependencies = Parameters<typeof dependencyJson>[0][];

function lockDigest(wanted: Dependencies, locked: Dependencies): string {
  return sha256(goJson([wanted.map(dependencyJson), locked.map(dependencyJson)]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
