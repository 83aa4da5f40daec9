import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import { ownTenant } from '../support/acr/acrFixture';
import { installAzureCli, type InstalledAzureCli } from '../support/acr/azureCli';
import { setEnvironment } from '../support/environment';
import { ann, startAzure, type Azure } from '../support/host/azure';
import { run } from '../support/host/command';
import { connectBy } from '../support/host/connectBy';
import { rowsBelow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { escape } from '../support/host/script';
import { registries, setRegistries } from '../support/host/settings';
import { inTerminals } from '../support/host/terminals';
import { without } from '../support/peer';
import { inTemporaryFolder } from '../support/temporaryFolder';

const kind = 'Azure Container Registry';
const byPassword = 'Repository token or admin user';

describe('an Azure Container Registry, by name', { skip: without('dockerRegistry') }, () => {
  let azure: Azure;
  let host: string;

  before(async () => {
    azure = await startAzure();
    host = azure.front.host;
  });

  afterEach(() => setRegistries());

  after(() => azure.stop());

  it('asks again after a wrong password, and keeps the right one out of the settings', async () => {
    const asked = await connectBy(kind, byPassword, host, 'ci', 'guessed', 'ci', 'secret');
    assert.match(asked.at(-2) ?? '', /authentication required/);
    assert.deepEqual(registries(), [{ host, azure: { login: 'password' } }]);
    const reference = `${host}/storefront:1.4.0`;
    await run('chartroom.chart.save', sampleChart());
    await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
    await run('chartroom.saved.push', reference);
    assert.deepEqual(await rowsBelow(host), ['storefront']);
  });

  it('is signed in to by a service principal, after a wrong secret', async () => {
    const asked = await connectBy(
      ...[kind, 'Service principal', host],
      ...['app', ownTenant, 'expired'],
      ...['app', ownTenant, 'secret'],
    );
    assert.match(asked.at(-3) ?? '', /AADSTS7000215/);
    const login = { login: 'service-principal', tenant: ownTenant };
    assert.deepEqual(registries(), [{ host, azure: login }]);
    assert.deepEqual(await rowsBelow(host), ['storefront']);
  });

  it('is read by everybody, who names the repositories that are shown', async () => {
    await connectBy(kind, 'Anonymous pull', host, 'Add Repository to View…', 'storefront');
    assert.deepEqual(registries(), [
      { host, azure: { login: 'anonymous' }, repositories: ['storefront'] },
    ]);
    assert.deepEqual(await rowsBelow(host, 'storefront'), ['1.4.0']);
    const grants = azure.front.tokens.requests.map(({ grant }) => grant);
    assert.equal(grants.at(-1), 'anonymous');
  });

  it('is signed in to by the session of the Azure CLI', async (t) => {
    await withAzureCli(t, async (cli) => {
      await cli.logIn(ann);
      await connectBy(kind, 'Azure CLI', host);
      assert.deepEqual(registries(), [{ host, azure: { login: 'azure-cli' } }]);
      assert.deepEqual(await rowsBelow(host), ['storefront']);
      assert.match((await cli.calls()).join('\n'), /^account get-access-token .*--scope https:/);
    });
  });

  it('has the Azure CLI sign in first, in a terminal', async (t) => {
    await withAzureCli(t, async (cli) => {
      const commands = await inTerminals(
        () => cli.logIn(ann),
        () => connectBy(kind, 'Azure CLI', host, 'Run in Terminal', 'Continue'),
      );
      assert.deepEqual(commands, ['az login']);
      assert.deepEqual(registries(), [{ host, azure: { login: 'azure-cli' } }]);
    });
  });

  it('stays unconnected when nobody signs in to the Azure CLI', async (t) => {
    await withAzureCli(t, async () => {
      const asked = await connectBy(kind, 'Azure CLI', host, escape);
      assert.match(asked.at(-1) ?? '', /^The Azure CLI is not signed in/);
      assert.deepEqual(registries(), []);
    });
  });

  it('behind a firewall says which address it sees', async () => {
    const { switches } = azure.front;
    switches.firewall = '203.0.113.7';
    try {
      const asked = await connectBy(kind, byPassword, host, 'ci', 'secret', escape);
      assert.match(asked.at(-1) ?? '', /which it sees as 203\.0\.113\.7/);
      assert.deepEqual(registries(), []);
    } finally {
      switches.firewall = undefined;
    }
  });

  it('of another cloud says which setting has to name that cloud', async () => {
    const asked = await connectBy({ typed: 'team.azurecr.cn' }, 'Sign in with Microsoft', escape);
    assert.match(asked.at(-1) ?? '', /microsoft-sovereign-cloud\.environment has to be ChinaCloud/);
  });
});

/** Runs with an Azure CLI on the PATH that nobody is signed in to. */
async function withAzureCli(
  t: TestContext,
  use: (cli: InstalledAzureCli) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const cli = await installAzureCli(folder);
    t.after(setEnvironment({ PATH: `${cli.directory}:${process.env['PATH'] ?? ''}` }));
    await use(cli);
  });
}
