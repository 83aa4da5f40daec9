import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { everything, listOnly, otherTenant, ownTenant } from '../../../support/acr/acrFixture';
import type { AcrFront } from '../../../support/acr/acrFront';
import { armAudience, entraToken, registryAudience } from '../../../support/acr/entra';

const hour = 3_600_000;

interface Answer {
  readonly status: number;
  readonly token: string;
}

async function post(
  { host }: AcrFront,
  endpoint: 'exchange' | 'token',
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const body = new URLSearchParams({ service: host, ...form });
  const response = await fetch(`http://${host}/oauth2/${endpoint}`, { method: 'POST', body });
  const [, token = ''] = /"(?:refresh|access)_token":"([^"]+)"/.exec(await response.text()) ?? [];
  return { status: response.status, token };
}

function exchange(front: AcrFront, more: Partial<Parameters<typeof entraToken>[0]> = {}) {
  const audience = registryAudience;
  const expires = Date.now() + hour;
  const token = entraToken({ tenant: ownTenant, subject: 'ann', audience, expires, ...more });
  return post(front, 'exchange', { grant_type: 'access_token', access_token: token });
}

function tokenFor(front: AcrFront, refresh: string, scope: string, more: object = {}) {
  return post(front, 'token', {
    ...{ grant_type: 'refresh_token', refresh_token: refresh, scope },
    ...more,
  });
}

async function tags({ host }: AcrFront, repository: string, token: string): Promise<Response> {
  const url = `http://${host}/acr/v1/${encodeURIComponent(repository)}/_tags`;
  return fetch(url, { headers: { authorization: `Bearer ${token}` } });
}

describe('the tokens of the registry that tests run against', () => {
  it('are given for an account of its tenant and the right audience only', async (t) => {
    const front = await listOnly(t, { takesArmTokens: false });
    assert.equal((await exchange(front)).status, 200);
    assert.equal((await exchange(front, { tenant: otherTenant })).status, 401);
    assert.equal((await exchange(front, { audience: armAudience })).status, 401);
    assert.equal((await exchange(front, { audience: 'https://graph.example' })).status, 401);
    assert.equal((await exchange(front, { expires: Date.now() - 1000 })).status, 401);
  });

  it('are worth something for their own scope and registry only', async (t) => {
    const front = await listOnly(t);
    for (const name of ['charts/app', 'charts/other']) front.content.seed(name, '1.0.0', 0);
    const refresh = await exchange(front);
    const { token } = await tokenFor(front, refresh.token, 'repository:charts/app:metadata_read');
    assert.equal((await tags(front, 'charts/app', token)).status, 200);
    const refusal = await tags(front, 'charts/other', token);
    assert.equal(refusal.status, 401);
    const challenge = refusal.headers.get('www-authenticate') ?? '';
    assert.match(challenge, /scope="repository:charts\/other:metadata_read",error="invalid_token"/);
    const pulling = await tokenFor(front, refresh.token, 'repository:charts/app:pull');
    assert.equal((await tags(front, 'charts/app', pulling.token)).status, 401);
    const other = await listOnly(t);
    assert.equal((await tags(other, 'charts/app', token)).status, 401);
    const service = { service: other.host };
    assert.equal((await tokenFor(front, refresh.token, '', service)).status, 401);
  });

  it('run out', async (t) => {
    let now = Date.now();
    const clock = (): number => now;
    const front = await listOnly(t, { clock, accounts: { ann: everything }, accessLifetime: 60 });
    front.content.seed('charts/app', '1.0.0', 0);
    const refresh = await exchange(front);
    const scope = 'repository:charts/app:metadata_read';
    const { token } = await tokenFor(front, refresh.token, scope);
    now += 61_000;
    assert.equal((await tags(front, 'charts/app', token)).status, 401);
    assert.equal((await tokenFor(front, refresh.token, scope)).status, 200);
    now += 3 * hour;
    assert.equal((await tokenFor(front, refresh.token, scope)).status, 401);
  });
});
