import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it, test } from 'node:test';
import { hasCode } from '../../../src/base/error';
import { configJson, parseConfig } from '../../../src/chart/config';
import type { Metadata } from '../../../src/chart/metadata';

const signtest: Metadata = {
  apiVersion: 'v1',
  description: 'A Helm chart for Kubernetes',
  name: 'signtest',
  version: '0.1.0',
};

const everything: Metadata = {
  type: 'library',
  dependencies: [
    {
      alias: 'e',
      importValues: ['x', { parent: 'b', child: 'a' }, 1e21, null],
      enabled: true,
      tags: ['t'],
      condition: 'd.enabled',
      repository: 'oci://example.com/charts',
      version: '>=1 <2',
      name: 'd',
    },
    { name: 'local', repository: '' },
  ],
  kubeVersion: '>=1.30',
  annotations: { z: '1', '10': '2', '9': '3', A: '4' },
  deprecated: true,
  appVersion: '1.2.3',
  tags: 't',
  condition: 'c',
  apiVersion: 'v2',
  icon: 'i',
  maintainers: [{ url: 'u', email: 'e', name: 'n' }, {}],
  keywords: ['k'],
  description: 'd & e',
  version: '1.0.0+b',
  sources: ['s'],
  home: 'h',
  name: 'c',
};

describe('configJson', () => {
  it("is Helm's to the byte", () => {
    const json = configJson(signtest);
    assert.equal(
      json,
      '{"name":"signtest","version":"0.1.0","description":"A Helm chart for Kubernetes","apiVersion":"v1"}',
    );
    assert.equal(
      createHash('sha256').update(json).digest('hex'),
      '8d17cb6bf6ccd8c29aace9a658495cbd5e2e87fc267876e86117c7db681c9580',
    );
  });

  it('has the fields in the order of the Go structs', () => {
    assert.equal(
      configJson(everything),
      '{"name":"c","home":"h","sources":["s"],"version":"1.0.0+b",' +
        String.raw`"description":"d \u0026 e","keywords":["k"],` +
        '"maintainers":[{"name":"n","email":"e","url":"u"},{}],"icon":"i","apiVersion":"v2",' +
        '"condition":"c","tags":"t","appVersion":"1.2.3","deprecated":true,' +
        String.raw`"annotations":{"10":"2","9":"3","A":"4","z":"1"},"kubeVersion":"\u003e=1.30",` +
        String.raw`"dependencies":[{"name":"d","version":"\u003e=1 \u003c2",` +
        '"repository":"oci://example.com/charts","condition":"d.enabled","tags":["t"],' +
        '"enabled":true,"import-values":["x",{"child":"a","parent":"b"},1e+21,null],"alias":"e"},' +
        '{"name":"local","repository":""}],"type":"library"}',
    );
  });

  it('leaves out what is empty', () => {
    assert.equal(
      configJson({
        name: 'c',
        version: '',
        home: '',
        sources: [],
        deprecated: false,
        annotations: {},
        dependencies: [],
      }),
      '{"name":"c"}',
    );
  });
});

describe('parseConfig', () => {
  it('reads back what was written', () => {
    assert.deepEqual(parseConfig(configJson(everything)), everything);
  });

  it('leaves out what has the wrong shape', () => {
    const text = '{"name":["c"],"version":"1","home":{},"maintainers":[null,{"name":"n"},3],"x":1}';
    assert.deepEqual(parseConfig(text), { name: '', version: '1', maintainers: [{ name: 'n' }] });
  });

  it('survives any depth', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    assert.equal(parseConfig(`{"name":"c","x":${deep}}`).name, 'c');
  });

  for (const text of ['', '{', '[]', 'null', '"c"']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseConfig(text),
        (error) => hasCode(error, 'chart.config-invalid'),
      );
    });
  }
});

test('an annotation may have any key', () => {
  const text = '{"name":"c","annotations":{"__proto__":"a"}}';
  assert.equal(configJson(parseConfig(text)), text);
});
