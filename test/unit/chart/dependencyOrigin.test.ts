import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dependencyOrigin, type DependencyOrigin } from '../../../src/chart/dependencyOrigin';
import { isSameRepository, parseHelmRepositories } from '../../../src/chart/helmRepositories';

describe('where a dependency comes from', () => {
  const rows: readonly (readonly [repository: string, origin: DependencyOrigin])[] = [
    ['', { kind: 'vendored' }],
    ['file://../library', { kind: 'folder', path: '../library' }],
    ['file:///charts/shared', { kind: 'folder', path: '/charts/shared' }],
    [
      'oci://host.example:5000/a/b',
      { kind: 'oci', host: 'host.example:5000', repository: 'a/b/app' },
    ],
    ['oci://host.example', { kind: 'oci', host: 'host.example', repository: 'app' }],
    ['oci://host.example/a/', { kind: 'oci', host: 'host.example', repository: 'a/app' }],
    ['oci://', { kind: 'unknown' }],
    ['https://charts.example/a', { kind: 'http', url: 'https://charts.example/a' }],
    ['@team', { kind: 'alias', name: 'team' }],
    ['alias:team', { kind: 'alias', name: 'team' }],
    ['host.example/charts', { kind: 'unknown' }],
    ['s3://bucket', { kind: 'unknown' }],
  ];
  for (const [repository, origin] of rows) {
    it(repository || 'nowhere', () => {
      assert.deepEqual(dependencyOrigin({ name: 'app', repository }), origin);
    });
  }
});

describe("Helm's repositories", () => {
  it('are read with how they are reached', () => {
    const yaml = [
      'apiVersion: ""',
      'repositories:',
      '- caFile: /ca.pem',
      '  certFile: ""',
      '  insecure_skip_tls_verify: false',
      '  name: team',
      '  pass_credentials_all: true',
      '  password: "123"',
      '  url: https://charts.example',
      '  username: ann',
      '- name: open',
      '  url: https://open.example',
      '',
    ].join('\n');
    assert.deepEqual(parseHelmRepositories(yaml, 'repositories.yaml'), [
      {
        name: 'team',
        url: 'https://charts.example',
        username: 'ann',
        password: '123',
        caFile: '/ca.pem',
        passCredentialsAll: true,
      },
      { name: 'open', url: 'https://open.example' },
    ]);
  });

  it('are the same with and without a final slash', () => {
    assert.equal(isSameRepository('https://a.example/x/', 'https://a.example/x'), true);
    assert.equal(isSameRepository('https://a.example', 'https://a.example/'), true);
    assert.equal(isSameRepository('https://a.example/x', 'https://a.example/y'), false);
    assert.equal(isSameRepository('@a', 'https://a.example'), false);
  });
});
