import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { registryHost } from '../../../src/registries/ecr/host';
import { everything, ownTenant, setUpAcr } from '../../support/acr/acrFixture';
import { startEntra } from '../../support/acr/entraServer';
import { noise } from '../../support/charts/bytes';
import { minimalChart } from '../../support/charts/exampleCharts';
import { setUpCli, type CliDesk } from '../../support/cli/runCli';
import { testAccessKey } from '../../support/ecr/state';
import { inEcr } from '../../support/ecr/wholeEcr';
import { without } from '../../support/peer';
import { listen } from '../../support/registry/http/listen';
import { startRegistry } from '../../support/registry/testRegistry';
import { makeCertificate } from '../../support/servers/certificate';
import { startConnectProxy, type ConnectProxy } from '../../support/servers/connectProxy';

interface Setting {
  readonly cli: CliDesk;
  readonly proxy: ConnectProxy;
  /** PEM. */
  readonly caFile: string;
}

/** Behind the proxy there are hosts by these names, and nothing else of the world. */
async function setUp(t: TestContext, routes: Readonly<Record<string, string>>): Promise<Setting> {
  const cli = await setUpCli(t);
  const directory = join(cli.folder, 'certificate');
  await mkdir(directory);
  const certificate = await makeCertificate(directory, Object.keys(routes));
  const proxy = await startConnectProxy({ certificate, routes });
  t.after(() => proxy.stop());
  return { cli, proxy, caFile: certificate.certificateFile };
}

describe('chartroom behind a proxy', { skip: without('cli', 'dockerRegistry') }, () => {
  it('reaches a registry through HTTPS_PROXY, with the certificate of the company', async (t) => {
    const folder = await setUpCli(t);
    const registry = await startRegistry({ directory: join(folder.folder, 'registry') });
    t.after(() => registry.stop());
    const { cli, proxy, caFile } = await setUp(t, { 'registry.example': registry.host });
    const chart = await cli.chart('app', minimalChart('app'));
    const push = ['push', chart, 'oci://registry.example/charts/'];

    const direct = await cli.json(push);
    assert.equal(direct.code, 7, 'the name leads nowhere without the proxy');
    const env = { HTTPS_PROXY: proxy.url };
    const untrusted = await cli.json(push, { env });
    assert.deepEqual([untrusted.code, untrusted.error?.['code']], [7, 'oci.certificate']);

    const trusted = await cli.json(push, { env: { ...env, NODE_EXTRA_CA_CERTS: caFile } });
    assert.equal(trusted.code, 0, trusted.stderr);
    const named = await cli.json([...push, '--ca-file', caFile], { env });
    assert.equal(named.result['outcome'], 'unchanged');
    const unchecked = await cli.json(['ls', 'registry.example/charts/app', '--insecure'], { env });
    assert.equal(unchecked.code, 0);
    assert.ok(proxy.tunnels.every((tunnel) => tunnel === 'registry.example:443'));
    assert.ok(proxy.tunnels.length > 0);
  });

  it('asks HTTP_PROXY itself for what is in plain HTTP, since proxies open no tunnel for that', async (t) => {
    const folder = await setUpCli(t);
    const registry = await startRegistry({ directory: join(folder.folder, 'registry') });
    t.after(() => registry.stop());
    const { cli, proxy } = await setUp(t, { 'registry.example': registry.host });
    const chart = await cli.chart('app', {
      ...minimalChart('app'),
      'files/noise.bin': noise(1, 2_000_000),
    });
    const env = { HTTP_PROXY: proxy.url };
    const to = ['oci://registry.example/charts/', '--plain-http'];
    const pushed = await cli.json(['push', chart, ...to], { env });
    assert.equal(pushed.code, 0, pushed.stderr);
    const pull = ['pull', 'registry.example/charts/app', '--plain-http', '--to', cli.output];
    assert.equal((await cli.json(pull, { env })).code, 0);
    assert.ok(proxy.forwarded.every((url) => url.startsWith('http://registry.example/v2/')));
    assert.ok(proxy.forwarded.length > 0);
  });

  it('leaves the proxy alone for hosts of NO_PROXY, for this machine, and that of HTTP for HTTPS', async (t) => {
    const { cli, proxy } = await setUp(t, {});
    const registry = await startRegistry({ directory: join(cli.folder, 'registry') });
    t.after(() => registry.stop());
    const env = { https_proxy: proxy.url, http_proxy: proxy.url };
    assert.equal((await cli.json(['repo', 'ls', registry.host], { env })).code, 0);
    const onlyPlain = { http_proxy: proxy.url };
    assert.equal((await cli.json(['repo', 'ls', 'registry.example'], { env: onlyPlain })).code, 7);
    const excluded = { ...env, no_proxy: 'example' };
    const { code } = await cli.json(['repo', 'ls', 'registry.example'], { env: excluded });
    assert.equal(code, 7);
    assert.deepEqual(proxy.tunnels, []);
  });

  it('publishes to Amazon ECR by the credentials of the environment, making the repository', async (t) => {
    await inEcr(async ({ state, api, front }) => {
      const host = registryHost(state.account, state.region);
      const { cli, proxy, caFile } = await setUp(t, {
        [host]: front.host,
        [`api.ecr.${state.region}.amazonaws.com`]: new URL(api.url).host,
      });
      const chart = await cli.chart('app', minimalChart('app'));
      const env = {
        HTTPS_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: caFile,
        AWS_ACCESS_KEY_ID: testAccessKey,
        AWS_SECRET_ACCESS_KEY: 'secret',
      };
      const push = ['push', chart, `oci://${host}/charts/`];

      const missing = await cli.json(push, { env });
      assert.deepEqual([missing.code, missing.error?.['code']], [3, 'registry.repository-missing']);
      assert.equal(missing.error?.['remedy'], 'chartroom push … --create-repository');
      const planned = await cli.json([...push, '--create-repository', '--dry-run'], { env });
      assert.equal(planned.result['createdRepository'], true);
      assert.equal(state.repositories.size, 0, 'a dry run makes none');

      const pushed = await cli.json([...push, '--create-repository'], { env });
      assert.equal(pushed.code, 0, pushed.stderr);
      assert.equal(pushed.result['createdRepository'], true);
      const listed = await cli.json(['ls', `${host}/charts/app`], { env });
      const [version] = listed.result['versions'] as Record<string, unknown>[];
      assert.deepEqual([version?.['tag'], version?.['kind']], ['0.1.0', 'chart']);
      assert.ok(proxy.tunnels.some((tunnel) => tunnel.startsWith('api.ecr.')));

      const file = `target: oci://${host}/mirror/\nsources:\n  - url: oci://${host}/charts/app\n`;
      await writeFile(join(cli.folder, 'chartroom.mirror.yaml'), file);
      for (const [more, outcome] of [
        [['--dry-run'], 'copied'],
        [[], 'copied'],
        [[], 'same'],
      ] as const) {
        const mirrored = await cli.json(['mirror', '--create-repository', ...more], { env });
        const [row] = mirrored.result['versions'] as Record<string, unknown>[];
        const made = outcome === 'copied' ? true : undefined;
        assert.deepEqual([row?.['outcome'], row?.['createdRepository']], [outcome, made]);
      }

      const nobody = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: caFile };
      const refused = await cli.json(push, { env: nobody });
      assert.equal(refused.code, 4, refused.stderr);
    });
  });

  it('publishes to an Azure Container Registry as who the pipeline vouches for', async (t) => {
    const host = 'team.azurecr.io';
    const { front } = await setUpAcr(t, { accounts: { app: everything } });
    const entra = await startEntra(ownTenant);
    t.after(() => entra.stop());
    const gitHub = await listen((request, response) => {
      const isRight =
        request.headers.authorization === 'Bearer job' &&
        request.url === '/token?api-version=2&audience=api%3A%2F%2FAzureADTokenExchange';
      response.statusCode = isRight ? 200 : 403;
      response.end(JSON.stringify({ value: 'vouched' }));
    }, {});
    t.after(() => gitHub.stop());
    const { cli, proxy, caFile } = await setUp(t, {
      [host]: front.host,
      'login.microsoftonline.com': new URL(entra.url).host,
      'token.example': gitHub.host,
    });
    const chart = await cli.chart('app', minimalChart('app'));
    const file = join(cli.folder, 'token');
    await writeFile(file, 'vouched\n');
    const around = {
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: caFile,
      AZURE_TENANT_ID: ownTenant,
      AZURE_CLIENT_ID: 'app',
    };
    const ways: Record<string, Record<string, string>> = {
      secret: { AZURE_CLIENT_SECRET: 'secret' },
      workload: { AZURE_FEDERATED_TOKEN_FILE: file },
      job: {
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/token?api-version=2',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job',
      },
    };
    for (const [way, own] of Object.entries(ways)) {
      const env = { ...around, ...own };
      const pushed = await cli.json(['push', chart, `oci://${host}/charts/app:${way}`], { env });
      assert.equal(pushed.code, 0, pushed.stderr);
    }
    const wrong = { ...around, AZURE_CLIENT_SECRET: 'old' };
    const refused = await cli.json(['ls', `${host}/charts/app`], { env: wrong });
    assert.deepEqual([refused.code, refused.error?.['code']], [4, 'azure.sign-in-failed']);
  });
});
