import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CredentialSource } from '../../../../src/oci/distribution/credential';
import { tokenCredentials } from '../../../../src/registries/ecr/token';

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const minute = 60_000;
const hour = 60 * minute;

void describe('the token of an ECR registry', () => {
  void it('is the login of that registry and of no other', async () => {
    const { source } = tokens();
    assert.deepEqual(await source.get(host), {
      kind: 'basic',
      username: 'AWS',
      password: 'secret:1',
    });
    assert.equal(await source.get('ghcr.io'), undefined);
  });

  void it('is kept until ten minutes before its end', async () => {
    const { source, clock } = tokens();
    await source.get(host);
    clock.now = 12 * hour - 11 * minute;
    assert.equal(await passwordOf(source), 'secret:1');
    clock.now = 12 * hour - 10 * minute;
    assert.equal(await passwordOf(source), 'secret:2');
  });

  void it('is replaced when the registry refuses it', async () => {
    const { source, clock } = tokens();
    const refused = await source.get(host);
    clock.now = hour;
    assert.deepEqual(await source.get(host, { refused }), {
      kind: 'basic',
      username: 'AWS',
      password: 'secret:2',
    });
    // Somebody else is refused with the old one, which has been replaced by now.
    const other = await source.get(host, { refused });
    assert.ok(other?.kind === 'basic');
    assert.equal(other.password, 'secret:2');
  });

  void it('stays when it is refused in the minute it was made, which is about rights', async () => {
    const { source, clock } = tokens();
    const refused = await source.get(host);
    clock.now = minute - 1;
    assert.deepEqual(await source.get(host, { refused }), refused);
  });

  void it('is used for a minute even when it says that it has ended', async () => {
    const { source, clock } = tokens(() => new Date(-1));
    for (let times = 0; times < 3; times++) assert.equal(await passwordOf(source), 'secret:1');
    clock.now = minute;
    assert.equal(await passwordOf(source), 'secret:2');
  });
});

function tokens(expiry = (now: number): Date => new Date(now + 12 * hour)): {
  readonly source: CredentialSource;
  readonly clock: { now: number };
} {
  const clock = { now: 0 };
  let made = 0;
  const source = tokenCredentials({
    host,
    clock: () => clock.now,
    authorize: () => {
      const authorizationToken = Buffer.from(`AWS:secret:${++made}`).toString('base64');
      return Promise.resolve({ authorizationToken, expiresAt: expiry(clock.now) });
    },
  });
  return { source, clock };
}

async function passwordOf(source: CredentialSource): Promise<string | undefined> {
  const credential = await source.get(host);
  return credential?.kind === 'basic' ? credential.password : undefined;
}
