import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostOf, namespaceOf } from '../../../src/registries/pastedHost';

describe('hostOf', () => {
  const rows: [string, string][] = [
    ['registry.example', 'registry.example'],
    ['https://registry.example/', 'registry.example'],
    ['oci://Registry.Example:5000/charts/app', 'registry.example:5000'],
    [' 127.0.0.1:5000 ', '127.0.0.1:5000'],
    ['[::1]:5000/v2/', '[::1]:5000'],
  ];
  for (const [text, host] of rows) {
    it(`takes ${host} out of "${text}"`, () => {
      assert.equal(hostOf(text), host);
    });
  }
});

describe('namespaceOf', () => {
  const rows: [string, string][] = [
    ['ghcr.io', ''],
    ['https://registry.example/v2/', ''],
    ['oci://ghcr.io/my-team/charts/', 'my-team/charts'],
  ];
  for (const [text, namespace] of rows) {
    it(`takes "${namespace}" out of "${text}"`, () => {
      assert.equal(namespaceOf(text), namespace);
    });
  }
});
