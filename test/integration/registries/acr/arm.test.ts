import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { silentLog } from '../../../../src/base/log';
import type { AadTokenSource } from '../../../../src/registries/acr/aadToken';
import { createResourceManager } from '../../../../src/registries/acr/arm';
import { publicCloud } from '../../../../src/registries/acr/cloud';
import { accountOf, otherTenant, ownTenant } from '../../../support/acr/acrFixture';
import { startArm, type ArmServer } from '../../../support/acr/armServer';
import { problemOf } from '../../../support/problemOf';

async function arm(t: TestContext): Promise<ArmServer> {
  const server = await startArm({ tenant: ownTenant });
  t.after(() => server.stop());
  return server;
}

function connect({ url }: ArmServer, tokens: AadTokenSource) {
  const cloud = { ...publicCloud, resourceManager: url };
  const sleep = () => Promise.resolve();
  return createResourceManager({
    ...{ cloud, tokens, fetch, sleep, log: silentLog, userAgent: 'chartroom-test' },
  });
}

async function all<T>(pages: AsyncIterable<{ readonly items: readonly T[] }>): Promise<T[]> {
  const rows: T[] = [];
  for await (const { items } of pages) rows.push(...items);
  return rows;
}

/** An account whose tokens are for the address of this server. */
function account(server: ArmServer, tenant = ownTenant) {
  return accountOf('ann', { tenant: tenant || server.url });
}

describe('Azure Resource Manager', () => {
  it('lists the tenants of an account, also one that is only a guest', async (t) => {
    const server = await arm(t);
    const tenants = await all(connect(server, account(server, otherTenant)).tenants());
    assert.deepEqual(tenants, [
      { id: '33333333-3333-3333-3333-333333333333', name: 'Guests', domain: undefined },
      { id: ownTenant, name: 'Harbour', domain: 'harbour.example' },
    ]);
  });

  it('lists subscriptions and their registries over all pages', async (t) => {
    const server = await arm(t);
    const manager = connect(server, account(server));
    const subscriptions = await all(manager.subscriptions(ownTenant));
    assert.deepEqual(
      subscriptions.map(({ name }) => name),
      ['Sandbox', 'Production', 'Lab'],
    );
    const [first] = subscriptions;
    assert.ok(first);
    const registries = await all(manager.registries(first));
    assert.deepEqual(registries[0], {
      id: '/subscriptions/s1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r0',
      name: 'r0',
      tenant: ownTenant,
      loginServer: 'r0-abc.azurecr.io',
      location: 'westeurope',
      sku: 'Premium',
      adminUser: false,
      anonymousPull: true,
      roleMode: 'abac',
    });
    assert.equal(registries.length, 5);
    assert.equal(server.requests.length, 2 + 3);
  });

  it('is asked again with a new token when the first was kept too long', async (t) => {
    const server = await arm(t);
    const fresh = account(server);
    const tokens: AadTokenSource = {
      get: (tenant, options) =>
        options.refused === undefined ? Promise.resolve('stale') : fresh.get(tenant, options),
    };
    assert.equal((await all(connect(server, tokens).subscriptions())).length, 3);
  });

  it('says which tenant a subscription belongs to', async (t) => {
    const server = await arm(t);
    const manager = connect(server, account(server, otherTenant));
    const error = await problemOf(all(manager.subscriptions(otherTenant)));
    assert.equal(error.code, 'azure.wrong-tenant');
    assert.equal(error.facts['tenant'], ownTenant);
  });

  it('says that the role Reader is missing', async (t) => {
    const server = await arm(t);
    const subscription = { id: 'forbidden', name: 'Forbidden', tenant: ownTenant };
    const manager = connect(server, account(server));
    const error = await problemOf(all(manager.registries(subscription)));
    assert.equal(error.code, 'azure.denied');
    assert.match(
      error.message,
      /the role Reader allows it: The client does not have authorization/,
    );
  });

  it('does not follow a next page to another host, or in a circle', async (t) => {
    const server = await arm(t);
    const manager = connect(server, account(server));
    for (const id of ['elsewhere', 'circle']) {
      const error = await problemOf(all(manager.registries({ id, name: id, tenant: ownTenant })));
      assert.equal(error.code, 'oci.reply-invalid');
    }
  });
});
