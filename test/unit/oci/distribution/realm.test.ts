import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpointOf } from '../../../../src/oci/distribution/endpoint';
import { judgeRealm } from '../../../../src/oci/distribution/realm';

function judge(host: string, realm: string, allowed: readonly string[] = []): string {
  try {
    const { trusted } = judgeRealm(endpointOf(host), realm, (_, realmHost) =>
      allowed.includes(realmHost),
    );
    return trusted ? 'login' : 'anonymous';
  } catch {
    return 'refused';
  }
}

describe('a login goes to', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['registry.example', 'https://registry.example/token'],
    ['registry.example:5000', 'https://registry.example/token'],
    ['docker.io', 'https://auth.docker.io/token'],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth'],
    ['registry.shop.co.uk', 'https://login.shop.co.uk/token'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5001/token'],
    ['localhost:5000', 'http://127.0.0.1:5001/token'],
    ['10.0.0.1', 'https://10.0.0.1/token'],
  ];
  for (const [host, realm] of cases) {
    it(`${realm} for ${host}`, () => {
      assert.equal(judge(host, realm), 'login');
    });
  }

  it('a token server elsewhere that has been allowed', () => {
    assert.equal(judge('registry.example', 'https://login.test/token'), 'anonymous');
    assert.equal(judge('registry.example', 'https://login.test/token', ['login.test']), 'login');
  });
});

describe('only an anonymous request goes to', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['registry.example', 'https://attacker.test/token'],
    ['registry.example', 'https://registry.example.attacker.test/token'],
    ['shop.co.uk', 'https://other.co.uk/token'],
    ['mine.azurecr.io', 'https://yours.azurecr.io/oauth2/token'],
    ['1.dkr.ecr.eu-west-1.amazonaws.com', 'https://bucket.s3.amazonaws.com/token'],
    ['192.168.1.5', 'https://192.168.1.6/token'],
    ['registry', 'https://tokens/'],
  ];
  for (const [host, realm] of cases) {
    it(`${realm} for ${host}`, () => {
      assert.equal(judge(host, realm), 'anonymous');
    });
  }
});

describe('nothing goes to', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['registry.example', 'http://registry.example/token'],
    ['registry.example', 'https://169.254.169.254/latest/meta-data'],
    ['registry.example', 'https://127.0.0.1/token'],
    ['registry.example', 'https://2130706433/token'],
    ['registry.example', 'https://[::ffff:127.0.0.1]/token'],
    ['registry.example', 'https://[fd00:ec2::254]/token'],
    ['registry.example', 'https://localhost/token'],
    ['registry.example', 'https://user:secret@registry.example/token'],
    ['registry.example', 'ftp://registry.example/token'],
    ['registry.example', '/token'],
  ];
  for (const [host, realm] of cases) {
    it(`${realm} for ${host}`, () => {
      assert.equal(judge(host, realm, ['127.0.0.1', 'localhost']), 'refused');
    });
  }
});
