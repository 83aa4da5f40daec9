import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redact } from '../../../src/base/redact';

describe('redact', () => {
  const secrets: [string, string][] = [
    ['an Authorization header', '{"authorization":"Basic dXNlcjpzM2NyZXQ="}'],
    ['a bearer token in a sentence', 'sent Bearer s3cret.token.value to the host'],
    ['a password field with a quote', JSON.stringify({ password: 's3cret"s3cret' })],
    ['a presigned URL', 'https://blobs.example/x?X-Amz-Signature=s3cret&X-Amz-Date=1'],
    ['an Azure signature', 'https://blobs.example/x?sv=1&sig=s3cret%3D'],
    ['upload state', 'https://registry.example/v2/a/blobs/uploads/1?_state=s3cret'],
    ['a URL with a login', 'https://user:s3cret@registry.example/v2/'],
    ['a refresh token', '{"refresh_token":"s3cret"}'],
  ];
  for (const [name, text] of secrets) {
    it(`cuts ${name}`, () => {
      const cut = redact(text);
      assert.doesNotMatch(cut, /s3cret|dXNlcjpzM2NyZXQ/);
      assert.notEqual(cut, text);
    });
  }

  it('leaves the rest of a URL readable', () => {
    assert.equal(
      redact('https://blobs.example/x?sv=1&sig=abc&se=2'),
      'https://blobs.example/x?sv=1&sig=…&se=2',
    );
  });

  it('leaves text without secrets as it is', () => {
    const text = 'GET /v2/charts/app/tags/list 200 {"username":"ana","digest":"sha256:ab"}';
    assert.equal(redact(text), text);
  });
});
