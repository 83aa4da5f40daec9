import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTarget } from '../../../../src/oci/distribution/redirect';

function refusal(from: string, target: string): unknown {
  try {
    checkTarget(new URL(from), new URL(target));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

test('lets a registry refer to storage elsewhere', () => {
  assert.equal(
    refusal('https://registry.example', 'https://bucket.s3.example/key?sig=x'),
    undefined,
  );
  assert.equal(refusal('http://127.0.0.1:5000', 'http://127.0.0.1:9000/bucket'), undefined);
  assert.equal(refusal('http://10.0.0.1', 'https://192.168.0.1/'), undefined);
});

test('refuses to go on without encryption', () => {
  assert.match(String(refusal('https://a.example', 'http://b.example/')), /not encrypted/);
});

test('refuses the private network to a public registry', () => {
  const targets = [
    'https://169.254.169.254/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://10.1.2.3/',
    'https://[fe80::1]/',
    'https://0x7f.1/',
  ];
  for (const target of targets) {
    assert.match(String(refusal('https://a.example', target)), /private network/, target);
  }
});

test('refuses what is not HTTP or carries a login, and does not repeat it', () => {
  assert.match(String(refusal('https://a.example', 'file:///etc/passwd')), /file: is not HTTP/);
  const message = String(refusal('https://a.example', 'https://user:secret@b.example/'));
  assert.match(message, /carries a login/);
  assert.doesNotMatch(message, /secret/);
});
