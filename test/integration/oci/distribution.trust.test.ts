import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { describe, it } from 'node:test';
import {
  blobOf,
  bytesOf,
  openHost,
  pagesOf,
  password,
  pushArtifact,
} from '../../support/distribution';
import { createRecordingLog } from '../../support/recordingLog';
import { inRegistry } from '../../support/registryFixture';
import { startBlobHost } from '../../support/registry/blobHost';
import { inTemporaryFolder } from '../../support/temporaryFolder';
import { makeCertificate } from '../../support/servers/certificate';

const credentials = password('ali', 'open sesame');
const users = { ali: 'open sesame' };
const basic = { kind: 'basic', users } as const;
const layer = blobOf('the chart');
const ofBlobs = { method: 'GET', path: /\/blobs\// };

describe('a redirect', () => {
  it('to storage is followed without the login, and its signature stays out of the log', async () => {
    await inRegistry(
      async (registry, directory) => {
        const storage = await startBlobHost({ directory });
        try {
          const to = storage.urlOf(layer.descriptor.digest);
          const log = createRecordingLog();
          const repository = openHost(registry.host, { credentials, log }).repository('charts/app');
          await pushArtifact(repository, '1.0.0', layer);
          registry.faults.add({ when: ofBlobs, then: { kind: 'redirect', to } });
          const bytes = await bytesOf(await repository.blob(layer.descriptor));
          assert.equal(bytes.toString(), 'the chart');
          assert.deepEqual(
            storage.requests.map(({ authorization, status }) => [authorization, status]),
            [[undefined, 200]],
          );
          assert.ok(log.entries.some(({ fields }) => fields['host'] === storage.host));
          assert.doesNotMatch(JSON.stringify(log.entries), /signature/);
        } finally {
          await storage.stop();
        }
      },
      { auth: basic },
    );
  });

  for (const auth of [basic, { kind: 'bearer', users } as const]) {
    it(`to somebody who asks for a login (${auth.kind}) does not get it`, async () => {
      await inRegistry(
        async (registry) => {
          await inRegistry(
            async (other) => {
              const repository = openHost(registry.host, { credentials }).repository('charts/app');
              await pushArtifact(repository, '1.0.0', layer);
              registry.faults.add({
                when: ofBlobs,
                then: { kind: 'redirect', to: ({ path }) => `${other.url}${path}` },
              });
              await assert.rejects(repository.blob(layer.descriptor), {
                code: 'oci.denied',
                remedy: undefined,
              });
              assert.deepEqual(
                other.requests.map(({ authorization, status }) => [authorization, status]),
                [[undefined, 401]],
              );
            },
            { auth },
          );
        },
        { auth: basic },
      );
    });
  }

  it('is not followed for ever', async () => {
    await inRegistry(async (registry) => {
      const to = ({ path }: { path: string }): string => path;
      registry.faults.add({ when: {}, then: { kind: 'redirect', to } });
      await assert.rejects(openHost(registry.host).ping(), {
        code: 'oci.redirect-refused',
        message: /too many redirects/,
      });
      assert.equal(registry.requests.length, 6);
    });
  });

  it('that would turn an upload into a GET is refused', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({
        when: { method: 'POST' },
        then: { kind: 'redirect', status: 302, to: '/elsewhere' },
      });
      const repository = openHost(registry.host).repository('charts/app');
      await assert.rejects(repository.pushBlob(layer.descriptor, layer.open), {
        code: 'oci.redirect-refused',
      });
    });
  });

  it('of an upload with its bytes is followed', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({
        when: { method: 'PUT' },
        times: 1,
        then: { kind: 'redirect', to: ({ path }) => path },
      });
      const repository = openHost(registry.host).repository('charts/app');
      await repository.pushBlob(layer.descriptor, layer.open);
      assert.equal(await repository.has(layer.descriptor), true);
    });
  });
});

it('an upload location on another host gets the bytes, not the login', async () => {
  await inRegistry(
    async (registry) => {
      await inRegistry(async (other) => {
        const headers = { location: `${other.url}/v2/charts/app/blobs/uploads/1?state=a%2Fb` };
        registry.faults.add({
          when: { method: 'POST' },
          then: { kind: 'status', status: 202, headers },
        });
        const repository = openHost(registry.host, { credentials }).repository('charts/app');
        await assert.rejects(repository.pushBlob(layer.descriptor, layer.open), {
          code: 'oci.not-found',
        });
        const digest = encodeURIComponent(layer.descriptor.digest);
        assert.deepEqual(
          other.requests.map(({ authorization, path }) => [authorization, path]),
          [[undefined, `/v2/charts/app/blobs/uploads/1?state=a%2Fb&digest=${digest}`]],
        );
      });
    },
    { auth: basic },
  );
});

describe('a token', () => {
  it('that the registry stops taking is replaced, once', async () => {
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    await inRegistry(
      async (registry) => {
        const repository = openHost(registry.host, { credentials }).repository('charts/app');
        await pushArtifact(repository, '1.0.0', layer);
        await repository.resolve('1.0.0');
        ahead = 3_600_000;
        registry.clearRequests();
        await repository.resolve('1.0.0');
        assert.deepEqual(
          registry.requests.map(({ path, status }) => [path.split('?', 1)[0], status]),
          [
            ['/v2/charts/app/manifests/1.0.0', 401],
            ['/token', 200],
            ['/v2/charts/app/manifests/1.0.0', 200],
          ],
        );
      },
      { auth: { kind: 'bearer', users, now } },
    );
  });

  it('is replaced before the registry stops taking it', async () => {
    let time = Date.now();
    const clock = (): number => time;
    await inRegistry(
      async (registry) => {
        const options = { credentials, clock };
        const repository = openHost(registry.host, options).repository('charts/app');
        await pushArtifact(repository, '1.0.0', layer);
        await repository.resolve('1.0.0');
        time += 95_000;
        registry.clearRequests();
        await repository.resolve('1.0.0');
        assert.deepEqual(
          registry.requests.map(({ status }) => status),
          [200, 200],
        );
      },
      { auth: { kind: 'bearer', users, now: clock, tokenLifetimeSeconds: 100 } },
    );
  });

  it('that is never good enough is not asked for again and again', async () => {
    await inRegistry(async (registry) => {
      const challenge = `Bearer realm="${registry.url}/token",service="x"`;
      registry.faults.add({
        when: { path: /^\/v2\// },
        then: { kind: 'status', status: 401, headers: { 'www-authenticate': challenge } },
      });
      registry.faults.add({
        when: { path: /^\/token/ },
        then: { kind: 'status', status: 200, body: { token: 'abc' } },
      });
      const repository = openHost(registry.host, { credentials }).repository('charts/app');
      await assert.rejects(repository.manifest('1.0.0'), { code: 'oci.unauthorized' });
      assert.ok(registry.requests.length <= 10, String(registry.requests.length));
    });
  });
});

describe('a next page', () => {
  async function listWith(link: string): Promise<string[][]> {
    let pages: string[][] = [];
    await inRegistry(async (registry) => {
      registry.faults.add({
        when: {},
        then: { kind: 'status', status: 200, body: { tags: ['1'] }, headers: { link } },
      });
      pages = await pagesOf(openHost(registry.host).repository('charts/app').tags());
    });
    return pages;
  }

  it('on another host is not asked for', async () => {
    await assert.rejects(listWith('<http://127.0.0.1:1/v2/x>; rel="next"'), {
      code: 'oci.reply-invalid',
      message: /another host/,
    });
  });

  it('that was there already ends the list', async () => {
    await assert.rejects(listWith('</v2/charts/app/tags/list>; rel="next"'), {
      code: 'oci.reply-invalid',
      message: /circle/,
    });
  });

  it('is asked for when somebody wants it', async () => {
    await inRegistry(
      async (registry) => {
        const repository = openHost(registry.host).repository('charts/app');
        for (const tag of ['1', '2', '3', '4', '5']) await pushArtifact(repository, tag, layer);
        assert.deepEqual(await pagesOf(repository.tags()), [['1', '2'], ['3', '4'], ['5']]);
        registry.clearRequests();
        for await (const page of repository.tags({ pageSize: 1 })) {
          assert.deepEqual(page, { items: ['1'], more: true });
          break;
        }
        assert.equal(registry.requests.length, 1);
      },
      { pageSize: 2 },
    );
  });
});

it('a certificate that nobody vouches for is refused', async () => {
  await inTemporaryFolder(async (directory) => {
    const { certificateFile, keyFile } = await makeCertificate(directory);
    const [cert, key] = await Promise.all([readFile(certificateFile), readFile(keyFile)]);
    const server = createServer({ cert, key }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const host = openHost(`127.0.0.1:${address.port}`, { plainHttp: false });
    await assert.rejects(host.ping(), {
      code: 'oci.certificate',
      message: /is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    });
    server.close();
  });
});
