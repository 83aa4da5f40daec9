import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionError, isTransient } from '../../../../src/oci/distribution/connection';

/** As `fetch` fails: a TypeError whose cause has the code. */
function failed(code: string, message = 'x'): unknown {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

test('says in plain words why a host cannot be reached', () => {
  const message = (code: string): string =>
    connectionError(failed(code), 'registry.example').message;
  assert.equal(message('ENOTFOUND'), 'registry.example cannot be reached: the name is not known');
  assert.equal(
    message('ECONNREFUSED'),
    'registry.example cannot be reached: nothing is listening there',
  );
  assert.equal(message('EWHATEVER'), 'registry.example cannot be reached: x');
});

test('finds the code of a connection tried over several addresses', () => {
  const cause = Object.assign(new AggregateError([new Error('a'), new Error('b')]), {
    code: 'ECONNREFUSED',
  });
  const error = connectionError(new TypeError('fetch failed', { cause }), 'localhost:1');
  assert.match(error.message, /nothing is listening/);
});

test('tells what is wrong with a certificate', () => {
  const codes = [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ];
  for (const code of codes) {
    const error = connectionError(failed(code), 'registry.example');
    assert.deepEqual([error.code, error.facts['reason']], ['oci.certificate', code]);
  }
  assert.match(connectionError(failed('CERT_HAS_EXPIRED'), 'x').message, /not valid at this time/);
  assert.match(connectionError(failed('SELF_SIGNED_CERT_IN_CHAIN'), 'x').message, /not trusted/);
});

test('knows which failures pass', () => {
  const passes = (code: string): boolean => isTransient(connectionError(failed(code), 'x'));
  assert.deepEqual(
    ['ECONNRESET', 'UND_ERR_SOCKET', 'ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'].filter(
      passes,
    ),
    ['ECONNRESET', 'UND_ERR_SOCKET'],
  );
});
