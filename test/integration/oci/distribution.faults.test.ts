import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { sha256 } from '../../../src/oci/digest';
import { ociManifest } from '../../../src/oci/mediaType';
import {
  blobOf,
  bytesOf,
  manifestOf,
  openHost,
  pagesOf,
  pushArtifact,
} from '../../support/distribution';
import { createRecordingLog } from '../../support/recordingLog';
import { inRegistry } from '../../support/registryFixture';
import type { TestRegistry } from '../../support/registry/testRegistry';

/** What the registry was asked, as `METHOD status`, for those whose path fits. */
function exchanges({ requests }: TestRegistry, path: RegExp): string[] {
  return requests
    .filter((request) => path.test(request.path))
    .map(({ method, status }) => `${method} ${status ?? 'cut'}`);
}

/** Connections that wait for this are closed when the registry stops. */
const never = new Promise<void>(() => undefined);

/** For a test whose failure is that it does not end. */
const soon = { timeout: 10_000 };

describe('a registry in trouble', () => {
  it('is asked again after the pause it wishes for', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({ when: {}, times: 2, then: { kind: 'throttle', retryAfterSeconds: 7 } });
      const pauses: number[] = [];
      const sleep = (ms: number): Promise<void> => {
        pauses.push(ms);
        return Promise.resolve();
      };
      await openHost(registry.host, { sleep }).ping();
      assert.deepEqual(pauses, [7000, 7000]);
    });
  });

  it('is given up after five requests', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({ when: {}, then: { kind: 'throttle' } });
      await assert.rejects(openHost(registry.host).ping(), { code: 'oci.throttled' });
      assert.equal(registry.requests.length, 5);
    });
  });

  it('is not waited for when it stays silent', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({
        when: {},
        then: { kind: 'delay', until: never },
      });
      const repository = openHost(registry.host, { idleTimeout: 50 }).repository('charts/app');
      await assert.rejects(repository.resolve('1.0.0'), {
        code: 'oci.unreachable',
        message: `${registry.host} cannot be reached: it sent nothing for 0.05 seconds`,
      });
    });
  });

  it('can be left while it stays silent', async () => {
    await inRegistry(async (registry) => {
      const controller = new AbortController();
      registry.faults.add({
        when: () => {
          controller.abort();
          return true;
        },
        then: { kind: 'delay', until: never },
      });
      const { signal } = controller;
      const ping = openHost(registry.host).ping({ signal });
      await assert.rejects(ping, { name: 'AbortError' });
    });
  });
});

describe('a download', () => {
  const layer = blobOf(randomBytes(300_000));
  const ofBlobs = { method: 'GET', path: /\/blobs\// };

  it('goes on where the connection broke', async () => {
    await inRegistry(async (registry) => {
      const repository = openHost(registry.host).repository('charts/app');
      await pushArtifact(repository, '1.0.0', layer);
      registry.faults.add({ when: ofBlobs, times: 2, then: { kind: 'cut', afterBytes: 100_000 } });
      registry.clearRequests();
      const bytes = await bytesOf(await repository.blob(layer.descriptor));
      assert.equal(sha256(bytes), layer.descriptor.digest);
      assert.deepEqual(
        registry.requests.map(({ headers, status }) => [headers.range?.slice(0, 6), status]),
        [
          [undefined, 200],
          ['bytes=', 206],
          ['bytes=', 206],
        ],
      );
    });
  });

  it('ends when the connection breaks again and again', async () => {
    await inRegistry(async (registry) => {
      const repository = openHost(registry.host).repository('charts/app');
      await pushArtifact(repository, '1.0.0', layer);
      registry.faults.add({ when: ofBlobs, then: { kind: 'cut', afterBytes: 10 } });
      const download = async (): Promise<Buffer> =>
        bytesOf(await repository.blob(layer.descriptor));
      await assert.rejects(download(), {
        code: 'oci.unreachable',
        message: /the connection was closed/,
      });
      assert.ok(exchanges(registry, /\/blobs\/sha256/).length < 10);
    });
  });

  it('with a changed byte is refused', async () => {
    await inRegistry(async (registry) => {
      const repository = openHost(registry.host).repository('charts/app');
      await pushArtifact(repository, '1.0.0', layer);
      registry.faults.add({ when: { method: 'GET' }, then: { kind: 'wrong-bytes' } });
      const content = await repository.blob(layer.descriptor);
      await assert.rejects(bytesOf(content), { code: 'oci.digest-mismatch' });
      await assert.rejects(repository.manifest('1.0.0'), { code: 'oci.digest-mismatch' });
    });
  });
});

describe('an upload', () => {
  const uploads = /\/blobs\/uploads\//;
  const large = blobOf(randomBytes(3_000_000));

  for (const blob of [blobOf('small'), large]) {
    it(`of ${blob.descriptor.size} bytes begins anew when the connection breaks`, async () => {
      await inRegistry(async (registry) => {
        const repository = openHost(registry.host).repository('charts/app');
        registry.faults.add({
          when: { method: 'PUT', path: uploads },
          times: 2,
          then: { kind: 'cut', afterBytes: 3 },
        });
        await repository.pushBlob(blob.descriptor, blob.open);
        assert.equal(await repository.has(blob.descriptor), true);
        const posts = exchanges(registry, uploads).filter((exchange) => exchange === 'POST 202');
        assert.equal(posts.length, 3);
      });
    });
  }

  it('is sent with its length, not in chunks', async () => {
    await inRegistry(async (registry) => {
      await openHost(registry.host).repository('charts/app').pushBlob(large.descriptor, large.open);
      const put = registry.requests.find(({ method }) => method === 'PUT');
      assert.equal(put?.headers['content-length'], '3000000');
      assert.equal(put.headers['transfer-encoding'], undefined);
    });
  });

  it('that fails for good leaves no tag', async () => {
    await inRegistry(async (registry) => {
      const repository = openHost(registry.host).repository('charts/app');
      registry.faults.add({
        when: { method: 'PUT', path: uploads },
        then: { kind: 'status', status: 503 },
      });
      await assert.rejects(pushArtifact(repository, '1.0.0'), { code: 'oci.server-error' });
      assert.equal(exchanges(registry, uploads).length, 10);
      await assert.rejects(repository.resolve('1.0.0'), { code: 'oci.not-found' });
    });
  });

  it('reports what its source threw', async () => {
    await inRegistry(async (registry) => {
      const repository = openHost(registry.host).repository('charts/app');
      const broken = ReadableStream.from(
        (async function* () {
          yield await Promise.resolve(large.bytes.subarray(0, 65_536));
          throw new Error('the disk is gone');
        })(),
      );
      const push = repository.pushBlob(large.descriptor, () => Promise.resolve(broken));
      await assert.rejects(push, { message: 'the disk is gone' });
    });
  });

  it('can come from the same host, however few requests that may get at a time', soon, async () => {
    await inRegistry(async (registry) => {
      const host = openHost(registry.host, { concurrency: 1 });
      const source = host.repository('charts/source');
      await source.pushBlob(large.descriptor, large.open);
      registry.faults.add({
        when: { method: 'GET', path: /\/blobs\// },
        times: 1,
        then: { kind: 'cut', afterBytes: 1_000_000 },
      });
      const target = host.repository('charts/target');
      await target.pushBlob(large.descriptor, () => source.blob(large.descriptor));
      assert.equal(await target.has(large.descriptor), true);
    });
  });

  it('uses the session that a declined mount has opened', async () => {
    await inRegistry(
      async (registry) => {
        const repository = openHost(registry.host).repository('charts/app');
        const blob = blobOf('not mounted');
        assert.equal(await repository.mount(blob.descriptor, 'charts/other'), false);
        await repository.pushBlob(blob.descriptor, blob.open);
        assert.deepEqual(exchanges(registry, uploads), ['POST 202', 'PUT 201']);
      },
      { mount: false },
    );
  });

  it('says that a manifest is too large for the registry', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({ when: { method: 'PUT' }, then: { kind: 'status', status: 413 } });
      const repository = openHost(registry.host).repository('charts/app');
      await assert.rejects(repository.pushManifest(manifestOf(blobOf('x')), '1.0.0'), {
        code: 'oci.rejected',
        message: /charts\/app:1\.0\.0 is larger than .* accepts/,
      });
    });
  });
});

describe('what is no registry', () => {
  it('is told from one by the page it answers with', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({ when: {}, then: { kind: 'html' } });
      const host = openHost(registry.host);
      const expected = { code: 'oci.not-a-registry', message: /: Sign in$/ };
      await assert.rejects(pagesOf(host.repository('charts/app').tags()), expected);
      await assert.rejects(host.repository('charts/app').manifest('1.0.0'), expected);
    });
  });

  it('is told from one when it knows no /v2/', async () => {
    await inRegistry(async (registry) => {
      registry.faults.add({ when: {}, then: { kind: 'html', status: 404 } });
      await assert.rejects(openHost(registry.host).ping(), { code: 'oci.not-a-registry' });
    });
  });

  it('is unreachable when nothing listens or something else than HTTPS', async () => {
    let host = '';
    await inRegistry(async (registry) => {
      host = registry.host;
      await assert.rejects(openHost(host, { plainHttp: false }).ping(), {
        code: 'oci.plain-http',
        message: `${host} answers in plain HTTP, without encryption; HTTPS was expected`,
      });
    });
    await assert.rejects(openHost(host).ping(), {
      code: 'oci.unreachable',
      message: `${host} cannot be reached: nothing is listening there`,
    });
  });
});

describe('a sparing answer', () => {
  it('to HEAD is made up for by a GET', async () => {
    await inRegistry(async (registry) => {
      const repository = openHost(registry.host).repository('charts/app');
      const digest = await pushArtifact(repository, '1.0.0');
      registry.faults.add({ when: { method: 'HEAD' }, then: { kind: 'status', status: 200 } });
      assert.equal((await repository.resolve('1.0.0')).digest, digest);
    });
  });

  it('without a digest and with a general type is understood by its bytes', async () => {
    await inRegistry(async (registry) => {
      const content = manifestOf(blobOf('config'));
      registry.faults.add({
        when: { method: 'GET' },
        then: {
          kind: 'status',
          status: 200,
          body: JSON.parse(Buffer.from(content.bytes).toString()),
        },
      });
      const { descriptor } = await openHost(registry.host)
        .repository('charts/app')
        .manifest('1.0.0');
      assert.equal(descriptor.mediaType, ociManifest);
      assert.equal(descriptor.digest, content.descriptor.digest);
    });
  });

  it('with tags of null is an empty page', async () => {
    await inRegistry(async (registry) => {
      const headers = { 'content-type': 'text/plain', warning: '299 - "This host closes down"' };
      registry.faults.add({
        when: {},
        then: { kind: 'status', status: 200, body: '{"name":"x","tags":null}', headers },
      });
      const log = createRecordingLog();
      const repository = openHost(registry.host, { log }).repository('charts/app');
      assert.deepEqual(await pagesOf(repository.tags()), [[]]);
      assert.deepEqual(await pagesOf(repository.tags()), [[]]);
      const warnings = log.entries.filter(({ level }) => level === 'warn');
      assert.deepEqual(
        warnings.map(({ fields }) => fields['text']),
        ['This host closes down'],
      );
    });
  });
});
