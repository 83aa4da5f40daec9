import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointOf, resolveFrom } from '../../../../src/oci/distribution/endpoint';

test('speaks HTTPS, except to this machine', () => {
  assert.equal(endpointOf('registry.example:5000').href, 'https://registry.example:5000/');
  for (const host of ['localhost:5000', '127.0.0.1:5000', '127.8.9.1', '[::1]:5000']) {
    assert.equal(endpointOf(host).protocol, 'http:', host);
  }
  for (const host of ['localhost.example', '128.0.0.1', '[::2]', '192.168.0.1']) {
    assert.equal(endpointOf(host).protocol, 'https:', host);
  }
});

test('speaks HTTP or HTTPS where that is asked for', () => {
  assert.equal(endpointOf('registry.example', true).href, 'http://registry.example/');
  assert.equal(endpointOf('localhost:5000', false).href, 'https://localhost:5000/');
});

test('finds Docker Hub where it answers', () => {
  assert.equal(endpointOf('docker.io').host, 'registry-1.docker.io');
  assert.equal(endpointOf('index.docker.io').host, 'registry-1.docker.io');
});

test('refuses what is no host', () => {
  const texts = ['', 'https://a', 'a/b', 'user@a', 'a:b', 'a:99999', 'a?b', 'a#b', 'a b', '[zz]'];
  for (const text of texts) {
    assert.throws(() => endpointOf(text), { code: 'oci.host-invalid' }, text);
  }
});

test('reads an address of the registry itself without TLS as one with it', () => {
  const base = new URL('https://registry.example/v2/a/blobs/uploads/');
  const resolve = (text: string): string | undefined => resolveFrom(base, text)?.href;
  assert.equal(resolve('http://registry.example/v2/x?a=b'), 'https://registry.example/v2/x?a=b');
  assert.equal(resolve('/v2/y'), 'https://registry.example/v2/y');
  assert.equal(resolve('http://other.example/z'), 'http://other.example/z');
  assert.equal(resolve('http://registry.example:8080/z'), 'http://registry.example:8080/z');
  assert.equal(resolve('http://'), undefined);
});
