import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  publishValuesFor,
  withFirstPlace,
  withPublishValue,
} from '../../../src/publishing/publishSetting';

/** The place of a push. */
function publishValueFor(levels: readonly unknown[], path: string): string | undefined {
  return publishValuesFor(levels, path)[0];
}

describe('a glob over the folders of charts', () => {
  const cases: readonly (readonly [glob: string, path: string, matches: boolean])[] = [
    ['**', '.', true],
    ['**', 'a/b', true],
    ['charts/*', 'charts/app', true],
    ['charts/*', 'charts/app/sub', false],
    ['charts/*', 'charts', false],
    ['charts/**', 'charts', true],
    ['charts/**', 'charts/app/sub', true],
    ['charts/**', 'chartsmore/app', false],
    ['**/app', 'app', true],
    ['**/app', 'a/b/app', true],
    ['**/app', 'a/b/myapp', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['{shop,team}/app', 'team/app', true],
    ['{shop,team}/app', 'other/app', false],
    ['app-?', 'app-1', true],
    ['app-?', 'app-10', false],
    ['app-[0-9]', 'app-7', true],
    ['app-[!0-9]', 'app-7', false],
    ['./charts/app/', 'charts/app', true],
    ['.', '.', true],
    ['a.b', 'axb', false],
    ['a,b', 'a,b', true],
    ['{a', 'a', false],
    ['a[b]', 'a[b]', true],
    ['.hidden/*', '.hidden/app', true],
    ['**', '.hidden/app', true],
  ];
  for (const [glob, path, matches] of cases) {
    it(`${glob} ${matches ? 'takes' : 'leaves'} ${path}`, () => {
      const value = publishValueFor([{ [glob]: 'oci://a/' }], path);
      assert.equal(value !== undefined, matches);
    });
  }
});

describe('the setting of where charts are published', () => {
  it('is one value for every chart, or the first glob that matches', () => {
    assert.equal(publishValueFor(['oci://a/'], 'x'), 'oci://a/');
    const map = { 'charts/app': 'oci://one/', 'charts/*': 'oci://two/', '**': 'oci://three/' };
    assert.equal(publishValueFor([map], 'charts/app'), 'oci://one/');
    assert.equal(publishValueFor([map], 'charts/web'), 'oci://two/');
    assert.equal(publishValueFor([map], 'elsewhere'), 'oci://three/');
  });

  it('falls back to the next level where the nearest says nothing of the chart', () => {
    const levels = [{ 'charts/app': 'oci://near/' }, undefined, 'oci://far/'];
    assert.equal(publishValueFor(levels, 'charts/app'), 'oci://near/');
    assert.equal(publishValueFor(levels, 'charts/web'), 'oci://far/');
    assert.equal(publishValueFor(['', 'oci://far/'], 'x'), 'oci://far/');
    assert.equal(publishValueFor([undefined], 'x'), undefined);
  });

  it('passes over what is no text', () => {
    assert.equal(publishValueFor([7, [8], { '**': 8 }, { '**': [9] }, null], 'x'), undefined);
    assert.deepEqual(publishValuesFor([{ '**': [7, 'oci://a/', ''] }], 'x'), ['oci://a/']);
  });

  it('can have several places for a chart, the first of them for a push, each once', () => {
    const both = ['oci://dev/', 'oci://prod/'];
    assert.deepEqual(publishValuesFor([[...both, 'oci://dev/']], 'x'), both);
    assert.deepEqual(publishValuesFor([{ a: both, '**': 'oci://dev/' }], 'a'), both);
    assert.deepEqual(publishValuesFor([{ a: both, '**': 'oci://dev/' }], 'b'), ['oci://dev/']);
    assert.deepEqual(publishValuesFor([[], 'oci://far/'], 'x'), ['oci://far/']);
  });

  it('keeps the further places when the first changes', () => {
    const both = ['oci://dev/', 'oci://prod/'];
    assert.deepEqual(withFirstPlace(both, 'oci://n/'), ['oci://n/', 'oci://prod/']);
    assert.equal(withFirstPlace(both, 'oci://prod/'), 'oci://prod/');
    assert.equal(withFirstPlace('oci://dev/', 'oci://n/'), 'oci://n/');
    assert.deepEqual(withPublishValue({ a: both, '**': both }, 'a', 'oci://n/'), {
      ...{ a: ['oci://n/', 'oci://prod/'], '**': both },
    });
    assert.deepEqual(withPublishValue(both, 'a', 'oci://n/'), { a: 'oci://n/', '**': both });
  });

  it('changes for one chart and keeps the rest', () => {
    assert.deepEqual(withPublishValue(undefined, 'a', 'oci://n/'), { a: 'oci://n/' });
    assert.deepEqual(withPublishValue('oci://o/', 'a', 'oci://n/'), {
      ...{ a: 'oci://n/', '**': 'oci://o/' },
    });
    const changed = withPublishValue({ '**': 'oci://o/', a: 'oci://p/' }, 'a', 'oci://n/');
    assert.deepEqual(Object.keys(changed), ['a', '**']);
    assert.equal(publishValueFor([changed], 'a'), 'oci://n/');
    assert.equal(publishValueFor([changed], 'b'), 'oci://o/');
  });
});
