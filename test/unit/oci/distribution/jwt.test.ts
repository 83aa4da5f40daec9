import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jwtClaims, jwtLifetime } from '../../../../src/oci/distribution/jwt';

const minute = 60;
const now = 1_000_000;

function token(claims: object): string {
  return ['{"alg":"none"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

test('reads the claims of a token, and nothing from what is none', () => {
  assert.deepEqual(jwtClaims(token({ tid: 'tenant' })), { tid: 'tenant' });
  for (const text of ['', 'secret', 'a.b', 'a.b.c', token([]), 'a.bnVsbA.c']) {
    assert.equal(jwtClaims(text), undefined, text);
  }
});

test('a token lives until its exp, but never longer than it was given for', () => {
  const exp = now / 1000 + 10 * minute;
  assert.equal(jwtLifetime(token({ exp }), now), 10 * minute);
  assert.equal(jwtLifetime(token({ exp, iat: exp - 5 * minute }), now), 5 * minute);
  assert.equal(jwtLifetime(token({ exp, iat: exp - 60 * minute }), now), 10 * minute);
});

test('a token that is over, or does not say, has no lifetime', () => {
  assert.equal(jwtLifetime(token({ exp: now / 1000 }), now), undefined);
  assert.equal(jwtLifetime(token({ exp: 'tomorrow' }), now), undefined);
  assert.equal(jwtLifetime(token({}), now), undefined);
  assert.equal(jwtLifetime('opaque', now), undefined);
});
