import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gitHubToken } from '../../../src/cli/registries/gitHubToken';
import { listen } from '../../support/registry/http/listen';
import { problemOf } from '../../support/problemOf';

describe('the token that a job of GitHub asks for', () => {
  it('is for the cloud that the registry is in', async (t) => {
    const server = await listen((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://token.example');
      response.end(JSON.stringify({ value: searchParams.get('audience') }));
    }, {});
    t.after(() => server.stop());
    for (const [cloud, audience] of [
      ['public', 'api://AzureADTokenExchange'],
      ['china', 'api://AzureADTokenExchangeChina'],
      ['us-government', 'api://AzureADTokenExchangeUSGov'],
    ] as const) {
      const source = { url: `http://${server.host}/token?api-version=2`, token: 'job' };
      assert.equal(await gitHubToken(source, cloud, fetch), audience);
    }
  });

  it('fails in words of its own where the answer is a page, a refusal, or none', async (t) => {
    const server = await listen((request, response) => {
      response.statusCode = request.url?.startsWith('/denied') ? 403 : 200;
      response.end('<html>');
    }, {});
    t.after(() => server.stop());
    const ask = (url: string) => problemOf(gitHubToken({ url, token: 'job' }, 'public', fetch));
    assert.equal((await ask(`http://${server.host}/page`)).code, 'azure.github-token');
    assert.equal((await ask(`http://${server.host}/denied`)).facts['status'], 403);
    await server.stop();
    assert.equal((await ask(`http://${server.host}/page`)).code, 'oci.unreachable');
  });
});
