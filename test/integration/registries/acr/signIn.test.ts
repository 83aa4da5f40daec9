import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../../src/base/error';
import { audienceRefused } from '../../../../src/registries/acr/aadToken';
import { publicCloud, registryScope } from '../../../../src/registries/acr/cloud';
import type { AcrLogin } from '../../../../src/registries/acr/login';
import {
  accountOf,
  connectAcr,
  everything,
  listOnly,
  otherTenant,
  ownTenant,
  staleToken,
} from '../../../support/acr/acrFixture';
import { startEntra } from '../../../support/acr/entraServer';
import { namesOf, tagsOf } from '../../../support/listed';
import { always } from '../../../support/distribution';
import { createRecordingLog } from '../../../support/recordingLog';
import { problemOf } from '../../../support/problemOf';

describe('signing in to an Azure Container Registry', () => {
  it('exchanges one Microsoft token, and asks for a token by scope once', async (t) => {
    const front = await listOnly(t);
    front.content.seed('charts/app', '1.0.0', Date.now());
    const tokens = accountOf('ann');
    const registry = connectAcr(front.host, { login: { kind: 'microsoft', tokens } });
    await registry.check();
    for (let again = 0; again < 3; again++) {
      assert.deepEqual(await namesOf(registry), ['charts/app']);
      assert.deepEqual(await tagsOf(registry, 'charts/app'), ['1.0.0']);
    }
    assert.deepEqual(tokens.asked, [registryScope]);
    assert.deepEqual(
      front.tokens.requests.map(({ scopes }) => scopes.join(' ')),
      ['', '', 'registry:catalog:*', 'repository:charts/app:metadata_read'],
    );
  });

  it('leaves no token in the log', async (t) => {
    const front = await listOnly(t);
    const log = createRecordingLog();
    const microsoft = await accountOf('ann').get(undefined, { scope: registryScope });
    const tokens = { get: () => Promise.resolve(microsoft) };
    await namesOf(connectAcr(front.host, { log, login: { kind: 'microsoft', tokens } }));
    assert.ok(log.entries.length > 3);
    assert.doesNotMatch(JSON.stringify(log.entries), /eyJ/);
  });

  it('keeps each token to its own expiry', async (t) => {
    let now = Date.now();
    const clock = (): number => now;
    const front = await listOnly(t, { clock, refreshLifetime: 10_000, accessLifetime: 1_000 });
    front.content.seed('charts/app', '1.0.0', now);
    const tokens = accountOf('ann', { clock });
    const registry = connectAcr(front.host, { clock, login: { kind: 'microsoft', tokens } });
    const granted = async (): Promise<string[]> => {
      await namesOf(registry);
      return front.tokens.requests.map(({ grant }) => grant);
    };
    assert.deepEqual(await granted(), ['access_token', 'refresh_token']);
    now += 800_000;
    assert.equal((await granted()).length, 2);
    now += 200_000;
    assert.deepEqual((await granted()).slice(2), ['refresh_token']);
    now += 9_000_000;
    assert.deepEqual((await granted()).slice(3), ['access_token', 'refresh_token']);
  });

  it('goes on when the registry takes the refresh token no more', async (t) => {
    let now = Date.now();
    const clock = (): number => now;
    const front = await listOnly(t, { clock, accessLifetime: 100 });
    const tokens = accountOf('ann', { clock });
    const registry = connectAcr(front.host, { clock, login: { kind: 'microsoft', tokens } });
    await namesOf(registry);
    front.tokens.revoke();
    now += 100_000;
    await namesOf(registry);
    assert.equal(tokens.asked.length, 2);
  });

  it('says that a sign-in has expired which nobody can renew', async (t) => {
    const front = await listOnly(t);
    front.content.seed('charts/app', '1.0.0', Date.now());
    const source = always({ kind: 'identity-token', token: 'from az acr login' });
    const registry = connectAcr(front.host, { login: { kind: 'credentials', source } });
    const expected = { kind: 'sign-in', host: front.host };
    for (const work of [registry.check(), tagsOf(registry, 'charts/app'), namesOf(registry)]) {
      const error = await problemOf(work);
      assert.equal(error.code, 'acr.sign-in-expired');
      assert.deepEqual(error.remedy, expected);
    }
  });

  it('with an account of another tenant says so', async (t) => {
    const front = await listOnly(t);
    const tokens = accountOf('ann', { tenant: otherTenant });
    const registry = connectAcr(front.host, { login: { kind: 'microsoft', tokens } });
    for (const work of [registry.check(), namesOf(registry)]) {
      const error = await problemOf(work);
      assert.equal(error.code, 'acr.wrong-tenant');
      assert.equal(error.facts['tenant'], otherTenant);
      assert.match(error.message, /the registry may belong to another tenant/);
    }
  });

  it('asks for another Microsoft token when the one it got had been kept too long', async (t) => {
    const front = await listOnly(t);
    const fresh = accountOf('ann');
    const tokens = {
      get: (
        tenant: string | undefined,
        options: { scope: string; refused?: string | undefined },
      ) =>
        options.refused === undefined
          ? Promise.resolve(staleToken('ann'))
          : fresh.get(tenant, options),
    };
    await connectAcr(front.host, { login: { kind: 'microsoft', tokens } }).check();
  });

  it('uses a Microsoft token for Resource Manager where there is none for registries', async (t) => {
    const arm = accountOf('ann');
    const tokens = {
      get: (tenant: string | undefined, options: { scope: string }) =>
        options.scope === registryScope
          ? Promise.reject(audienceRefused(registryScope, 'no consent'))
          : arm.get(tenant, options),
    };
    const login = { kind: 'microsoft', tokens } as const;
    const front = await listOnly(t);
    await connectAcr(front.host, { login }).check();
    assert.deepEqual(arm.asked, ['https://management.azure.com/.default']);
    const strict = await listOnly(t, { takesArmTokens: false });
    const error = await problemOf(connectAcr(strict.host, { login }).check());
    assert.equal(error.code, 'acr.wrong-tenant');
  });

  it('says that the firewall is in the way, whichever request it stops', async (t) => {
    const front = await listOnly(t);
    const registry = connectAcr(front.host);
    const tokens = {
      get: (tenant: string | undefined, options: { scope: string }) => {
        front.switches.firewall = '203.0.113.7';
        return accountOf('ann').get(tenant, options);
      },
    };
    const stoppedLater = connectAcr(front.host, { login: { kind: 'microsoft', tokens } });
    for (const work of [
      () => stoppedLater.check(),
      () => registry.check(),
      () => namesOf(registry),
    ]) {
      const error = await problemOf(work());
      assert.equal(error.code, 'acr.firewall');
      assert.equal(error.facts['address'], '203.0.113.7');
    }
  });

  it('passes on why a Microsoft token could not be had', async (t) => {
    const front = await listOnly(t);
    const failure = new ChartroomError({ code: 'azure.signed-out', template: 'Signed out' });
    const tokens = { get: () => Promise.reject(failure) };
    const registry = connectAcr(front.host, { login: { kind: 'microsoft', tokens } });
    assert.equal((await problemOf(registry.check())).code, 'azure.signed-out');
    assert.equal((await problemOf(namesOf(registry))).code, 'azure.signed-out');
  });

  it('two tenants side by side keep their accounts apart', async (t) => {
    const ours = await listOnly(t);
    const theirs = await listOnly(t, { tenant: otherTenant });
    const tokens = {
      get: (tenant: string | undefined, { scope }: { scope: string }) =>
        accountOf('ann', { tenant: tenant ?? '' }).get(tenant, { scope }),
    };
    const login = (tenant: string): AcrLogin => ({ kind: 'microsoft', tokens, tenant });
    await connectAcr(ours.host, { login: login(ownTenant) }).check();
    await connectAcr(theirs.host, { login: login(otherTenant) }).check();
    const crossed = connectAcr(theirs.host, { login: login(ownTenant) }).check();
    assert.equal((await problemOf(crossed)).code, 'acr.wrong-tenant');
  });
});

describe('other ways into an Azure Container Registry', () => {
  it('are the admin user and repository tokens, by password', async (t) => {
    const rights = { repositories: { 'charts/app': ['pull', 'metadata_read'] } };
    const front = await listOnly(t, {
      accounts: { admin: everything, reader: rights },
      passwords: { admin: 'secret', reader: 'word' },
    });
    front.content.seed('charts/app', '1.0.0', Date.now());
    const login = (username: string, password: string) =>
      connectAcr(front.host, { login: { kind: 'password', username, password } });
    assert.deepEqual(await namesOf(login('admin', 'secret')), ['charts/app']);
    const reader = login('reader', 'word');
    assert.deepEqual(await tagsOf(reader, 'charts/app'), ['1.0.0']);
    const deletion = reader.repository('charts/app').untag?.('1.0.0') ?? Promise.resolve();
    const error = await problemOf(deletion);
    assert.equal(error.code, 'acr.permission-missing');
    assert.equal(error.remedy?.kind, 'show-text');
    assert.match(
      error.remedy.text,
      /scope-map update .*--add-repository charts\/app content\/delete$/,
    );
    assert.equal((await problemOf(login('admin', 'guessed').check())).code, 'oci.unauthorized');
  });

  it('is anonymous pull, where the registry has it', async (t) => {
    const anonymous = { repositories: { '*': ['pull', 'metadata_read'] } };
    const open = await listOnly(t, { anonymous });
    open.content.seed('charts/app', '1.0.0', Date.now());
    const login = { kind: 'anonymous' } as const;
    assert.deepEqual(await tagsOf(connectAcr(open.host, { login }), 'charts/app'), ['1.0.0']);
    const named = connectAcr(open.host, { login, repositories: ['charts/app'] });
    assert.deepEqual(await namesOf(named), ['charts/app']);
    const closed = await listOnly(t);
    const error = await problemOf(connectAcr(closed.host, { login }).check());
    assert.equal(error.code, 'oci.unauthorized');
    assert.deepEqual(error.remedy, { kind: 'sign-in', host: closed.host });
  });

  it('is a service principal that Microsoft Entra signs in', async (t) => {
    const entra = await startEntra(ownTenant);
    t.after(() => entra.stop());
    const front = await listOnly(t, { accounts: { app: everything } });
    const cloud = { ...publicCloud, authority: entra.url };
    const principal = { kind: 'service-principal', tenant: ownTenant, clientId: 'app' } as const;
    const registry = (clientSecret: string) =>
      connectAcr(front.host, { cloud, login: { ...principal, clientSecret } });
    assert.deepEqual(await namesOf(registry('secret')), []);
    assert.deepEqual(entra.requests, [`client_credentials ${registryScope}`]);
    const error = await problemOf(registry('old').check());
    assert.equal(error.code, 'azure.sign-in-failed');
    assert.match(error.message, /did not sign the service principal app in .*AADSTS7000215/);
    assert.doesNotMatch(JSON.stringify([error.message, error.facts]), /"old"/);
  });
});
