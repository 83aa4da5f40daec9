import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { otherTenant, ownTenant } from '../support/acr/acrFixture';
import { answering } from '../support/host/answering';
import { ann, bob, startAzure, type Azure } from '../support/host/azure';
import { run } from '../support/host/command';
import { connectBy } from '../support/host/connectBy';
import {
  registerMicrosoftAccounts,
  type MicrosoftAccounts,
} from '../support/host/microsoftAccounts';
import { rowsBelow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { escape } from '../support/host/script';
import { registries, setRegistries } from '../support/host/settings';
import { without } from '../support/peer';

const wayOfAnn = ['Azure Container Registry', 'Sign in with Microsoft', ann, 'Harbour', 'r0'];

describe('an Azure Container Registry, by an account', { skip: without('dockerRegistry') }, () => {
  let azure: Azure;
  let accounts: MicrosoftAccounts;

  before(async () => {
    azure = await startAzure();
    accounts = registerMicrosoftAccounts('microsoft-sovereign-cloud');
  });

  after(async () => {
    await setRegistries();
    accounts.dispose();
    await azure.stop();
  });

  beforeEach(async () => {
    accounts.givesRegistryTokens = true;
    await accounts.signIn(ann, ownTenant);
    await setRegistries();
  });

  it('is found over the tenant and the subscriptions of the account', async () => {
    await connectBy(...wayOfAnn);
    assert.deepEqual(registries(), [
      {
        host: azure.front.host,
        azure: {
          login: 'microsoft',
          account: ann,
          tenant: ownTenant,
          resource:
            '/subscriptions/s1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r0',
          roles: 'abac',
        },
      },
    ]);
  });

  it('takes a chart, shows it and gives it back', async () => {
    const { front, folder } = azure;
    await connectBy(...wayOfAnn);
    const reference = `${front.host}/storefront:1.4.0`;
    await run('chartroom.chart.save', sampleChart());
    await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
    await run('chartroom.saved.push', reference);
    assert.deepEqual(await rowsBelow(front.host), ['storefront']);
    assert.deepEqual(await rowsBelow(front.host, 'storefront'), ['1.4.0']);
    const parent = vscode.Uri.file(join(folder, 'pulled'));
    await vscode.workspace.fs.createDirectory(parent);
    await run('chartroom.chart.pull', reference, parent);
    assert.deepEqual(await readdir(parent.fsPath), ['storefront']);
  });

  it('takes a token for Resource Manager where VS Code gets none for registries', async () => {
    accounts.givesRegistryTokens = false;
    await connectBy(...wayOfAnn);
    assert.deepEqual(await rowsBelow(azure.front.host), ['storefront']);
  });

  it('asks for another tenant when it does not belong to the one of the account', async () => {
    await accounts.signIn(bob, otherTenant);
    const asked = await connectBy(
      ...['Azure Container Registry', 'Sign in with Microsoft', bob, 'Guests'],
      ...['Enter a Login Server…', azure.front.host, 'Harbour'],
    );
    assert.match(asked.at(-1) ?? '', /does not take an account of tenant 2222/);
    assert.deepEqual(
      registries().map(({ azure: { account, tenant } = {} }) => [account, tenant]),
      [[bob, ownTenant]],
    );
    assert.deepEqual(await rowsBelow(azure.front.host), ['storefront']);
  });

  it('is connected twice, with two accounts side by side', async () => {
    await connectBy(...wayOfAnn);
    await accounts.signIn(bob, otherTenant);
    await connectBy(
      ...['Azure Container Registry', 'Sign in with Microsoft', bob, 'Harbour', 'r0', 'as Bob'],
    );
    assert.deepEqual(await rowsBelow(), [azure.front.host, 'as Bob']);
    assert.deepEqual(await rowsBelow('as Bob'), ['storefront']);
  });

  it('says who is not signed in, without a dialog, until somebody signs in', async () => {
    const { host } = azure.front;
    await connectBy(...wayOfAnn);
    accounts.signOut(ann);
    // What the registry gave until then is dropped as well.
    await run('chartroom.registry.signOut', host);
    const [row = ''] = await rowsBelow(host);
    assert.match(row, /ann@charts\.example is not signed in/);
    await accounts.signIn(ann, ownTenant);
    await answering([ann], () => run('chartroom.registry.signIn', host));
    assert.deepEqual(await rowsBelow(host), ['storefront']);
  });

  it('stays unconnected when any of the questions is closed', async () => {
    for (const [index] of wayOfAnn.entries()) {
      await connectBy(...wayOfAnn.slice(0, index), escape);
    }
    assert.deepEqual(registries(), []);
  });
});
