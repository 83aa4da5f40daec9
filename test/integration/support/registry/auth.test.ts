import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemIn } from '../../../support/plainPush';
import { inRegistry } from '../../../support/registryFixture';

const users = { ann: 'open: sesame', rob: 'reads' };

void describe('authentication of the test registry', () => {
  void it('wants a password, and lets readers only read', async () => {
    await inRegistry(
      async ({ url, requests }) => {
        const get = (authorization?: string): Promise<Response> =>
          fetch(`${url}/v2/`, { headers: authorization ? { authorization } : {} });
        const challenged = await get();
        assert.equal(challenged.headers.get('www-authenticate'), 'Basic realm="Test registry"');
        assert.equal(await problemIn(challenged), '401 UNAUTHORIZED');
        assert.equal((await get(basic('ann', 'wrong'))).status, 401);
        assert.equal((await get(basic('toString', 'x'))).status, 401);
        assert.equal((await get(basic('ann', users.ann))).status, 200);
        const push = await fetch(`${url}/v2/a/blobs/uploads/`, {
          method: 'POST',
          headers: { authorization: basic('rob', users.rob) },
        });
        assert.equal(await problemIn(push), '403 DENIED');
        assert.equal(requests.at(0)?.authorization, undefined);
        assert.equal(requests.at(-1)?.authorization, 'basic');
        assert.doesNotMatch(JSON.stringify(requests), /open|reads/, 'no secret is kept');
      },
      { auth: { kind: 'basic', users, readers: ['rob'] } },
    );
  });

  void it('names its token server and takes the tokens of that', async () => {
    await inRegistry(
      async ({ url, host }) => {
        const tags = `${url}/v2/team/app/tags/list`;
        const challenged = await fetch(tags);
        assert.equal(
          challenged.headers.get('www-authenticate'),
          `Bearer realm="${url}/token",service="${host}",scope="repository:team/app:pull"`,
        );
        const token = await tokenFor(`${url}/token?service=${host}`, ['repository:team/app:pull']);
        assert.equal((await withToken(tags, token)).status, 404, 'allowed, but there is none');
        assert.match(await refusal(tags, `${token}x`), /error="invalid_token"/);
        const upload = `${url}/v2/team/app/blobs/uploads/`;
        assert.match(await refusal(upload, token, 'POST'), /error="insufficient_scope"/);
        assert.match(await refusal(`${url}/v2/_catalog`, token), /scope="registry:catalog:\*"/);
      },
      { auth: { kind: 'bearer', users } },
    );
  });

  void it('wants the rights on both repositories for a mount', async () => {
    await inRegistry(
      async ({ url, host }) => {
        const mount = `${url}/v2/a/blobs/uploads/?mount=sha256:${'0'.repeat(64)}&from=b`;
        const wanted = ['repository:a:pull,push', 'repository:b:pull'];
        const half = await tokenFor(`${url}/token?service=${host}`, wanted.slice(0, 1));
        assert.match(
          await refusal(mount, half, 'POST'),
          /scope="repository:a:pull,push repository:b:pull"/,
        );
        const whole = await tokenFor(`${url}/token?service=${host}`, wanted);
        assert.equal((await withToken(mount, whole, 'POST')).status, 202);
      },
      { auth: { kind: 'bearer', users } },
    );
  });

  void it('lets everybody pull, and nobody push, where it is told so', async () => {
    await inRegistry(
      async ({ url, host }) => {
        const scope = 'repository:a:pull,push';
        const response = await fetch(`${url}/token?service=${host}&scope=${scope}`);
        const { token } = (await response.json()) as { token: string };
        assert.equal((await withToken(`${url}/v2/a/tags/list`, token)).status, 404);
        assert.match(
          await refusal(`${url}/v2/a/blobs/uploads/`, token, 'POST'),
          /error="insufficient_scope"/,
        );
        const wrong = await fetch(`${url}/token?service=${host}`, {
          headers: { authorization: basic('ann', 'wrong') },
        });
        assert.equal(wrong.status, 401, 'a wrong password is not taken for nobody');
      },
      { auth: { kind: 'bearer', users, anonymousPull: true } },
    );
  });

  void it('gives refresh tokens, and tokens for them', async () => {
    await inRegistry(
      async ({ url, host }) => {
        const grant = async (form: Record<string, string>): Promise<Response> =>
          fetch(`${url}/token`, {
            method: 'POST',
            body: new URLSearchParams({ service: host, client_id: 'test', ...form }),
          });
        const first = await grant({
          grant_type: 'password',
          username: 'ann',
          password: users.ann,
          access_type: 'offline',
        });
        const { refresh_token } = (await first.json()) as { refresh_token: string };
        const second = await grant({
          grant_type: 'refresh_token',
          refresh_token,
          scope: 'repository:a:pull registry:catalog:*',
        });
        const { access_token } = (await second.json()) as { access_token: string };
        assert.equal((await withToken(`${url}/v2/_catalog`, access_token)).status, 200);
        assert.match(await refusal(`${url}/v2/`, refresh_token), /error="invalid_token"/);
        assert.equal(
          (await grant({ grant_type: 'refresh_token', refresh_token: 'x' })).status,
          401,
        );
      },
      { auth: { kind: 'bearer', users } },
    );
  });

  void it('lets tokens expire', async () => {
    let now = Date.UTC(2026, 0, 1);
    await inRegistry(
      async ({ url, host }) => {
        const token = await tokenFor(`${url}/token?service=${host}`, []);
        now += 59_000;
        assert.equal((await withToken(`${url}/v2/`, token)).status, 200);
        now += 1000;
        assert.match(await refusal(`${url}/v2/`, token), /error="invalid_token"/);
      },
      { auth: { kind: 'bearer', users, tokenLifetimeSeconds: 60, now: () => now } },
    );
  });
});

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

async function tokenFor(address: string, scopes: readonly string[]): Promise<string> {
  const url = new URL(address);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const response = await fetch(url, { headers: { authorization: basic('ann', users.ann) } });
  assert.equal(response.status, 200);
  const { token } = (await response.json()) as { token: string };
  return token;
}

function withToken(url: string, token: string, method = 'GET'): Promise<Response> {
  return fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
}

async function refusal(url: string, token: string, method = 'GET'): Promise<string> {
  const response = await withToken(url, token, method);
  assert.equal(response.status, 401);
  return response.headers.get('www-authenticate') ?? '';
}
