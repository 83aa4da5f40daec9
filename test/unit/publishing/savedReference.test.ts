import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCode } from '../../../src/base/error';
import { savedReference } from '../../../src/publishing/savedReference';

const chart = { name: 'storefront', version: '1.2.3+build.5' };

describe('the reference a chart is saved under', () => {
  const rows: [string | undefined, string][] = [
    [undefined, 'storefront:1.2.3_build.5'],
    ['storefront', 'storefront:1.2.3_build.5'],
    ['shop:test', 'shop:test'],
    ['shop:1.0.0+x', 'shop:1.0.0_x'],
    ['registry.example/charts/shop', 'registry.example/charts/shop:1.2.3_build.5'],
    ['localhost:5000/shop:mychart', 'localhost:5000/shop:mychart'],
    ['oci://localhost:5000/shop:1', 'localhost:5000/shop:1'],
  ];
  for (const [wanted, reference] of rows) {
    it(`is ${reference} for ${wanted ?? 'nothing in particular'}`, () => {
      assert.equal(savedReference(chart, wanted), reference);
    });
  }

  const wrong: [string, string][] = [
    ['registry.example/Charts/shop', 'oci.reference-invalid'],
    [`shop:${'1'.repeat(129)}`, 'oci.tag-invalid'],
    ['shop:a:b', 'saved.name-invalid'],
    [':1.0.0', 'saved.name-invalid'],
    [`registry.example/shop@sha256:${'a'.repeat(64)}`, 'saved.name-invalid'],
  ];
  for (const [wanted, code] of wrong) {
    it(`cannot be ${wanted.slice(0, 40)}`, () => {
      assert.throws(
        () => savedReference(chart, wanted),
        (error) => hasCode(error, code),
      );
    });
  }
});
