import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { startBlobHost } from '../../../support/registry/blobHost';
import { digestOf, finishUpload, pushPlainBlob, startUpload } from '../../../support/plainPush';
import { inRegistry } from '../../../support/registryFixture';

void describe('faults of the test registry', () => {
  void it('answers as a rule says, as often as it says', async () => {
    await inRegistry(async ({ url, faults, requests }) => {
      faults.add({
        when: { method: 'GET', path: /^\/v2\/$/ },
        times: 2,
        then: { kind: 'status', status: 503, body: 'busy', headers: { 'retry-after': '0' } },
      });
      assert.equal((await fetch(`${url}/v2/`, { method: 'HEAD' })).status, 200);
      const first = await fetch(`${url}/v2/`);
      assert.equal(`${first.status} ${await first.text()}`, '503 busy');
      assert.equal((await fetch(`${url}/v2/`)).status, 503);
      assert.equal((await fetch(`${url}/v2/`)).status, 200);
      assert.deepEqual(
        requests.map(({ status }) => status),
        [200, 503, 503, 200],
      );
    });
  });

  void it('holds a request until a promise is kept', async () => {
    await inRegistry(async ({ url, faults, requests }) => {
      let open = (): void => undefined;
      const until = new Promise<void>((resolve) => (open = resolve));
      faults.add({ when: { path: /tags/ }, then: { kind: 'delay', until } });
      const held = fetch(`${url}/v2/a/tags/list`);
      assert.equal((await fetch(`${url}/v2/`)).status, 200, 'others go on');
      assert.equal(requests.find(({ path }) => path.includes('tags'))?.status, undefined);
      open();
      assert.equal((await held).status, 404);
    });
  });

  void it('cuts the connection at once, within a reply and within an upload', async () => {
    await inRegistry(async ({ url, faults }) => {
      const content = 'x'.repeat(100_000);
      const digest = await pushPlainBlob(url, 'a', content);
      const remove = faults.add({ when: () => true, then: { kind: 'cut' } });
      await assert.rejects(fetch(`${url}/v2/`));
      remove();

      faults.add({ when: { method: 'GET' }, times: 1, then: { kind: 'cut', afterBytes: 1000 } });
      const response = await fetch(`${url}/v2/a/blobs/${digest}`);
      assert.equal(response.headers.get('content-length'), '100000');
      await assert.rejects(response.text());

      const address = await startUpload(url, 'b');
      faults.add({ when: { method: 'PUT' }, times: 1, then: { kind: 'cut', afterBytes: 1000 } });
      await assert.rejects(finishUpload(address, digest, content));
      assert.equal((await fetch(`${url}/v2/b/blobs/${digest}`)).status, 404);
      assert.equal((await finishUpload(address, digest, content)).status, 201, 'it can go on');
    });
  });

  void it('changes a byte of what it gives', async () => {
    await inRegistry(async ({ url, faults }) => {
      const digest = await pushPlainBlob(url, 'a', 'honest');
      faults.add({ when: { path: /blobs/ }, times: 1, then: { kind: 'wrong-bytes' } });
      const wrong = await (await fetch(`${url}/v2/a/blobs/${digest}`)).text();
      assert.equal(wrong.length, 6);
      assert.notEqual(digestOf(wrong), digest);
      assert.equal(await (await fetch(`${url}/v2/a/blobs/${digest}`)).text(), 'honest');
    });
  });

  void it('gives pages and limits instead of answers', async () => {
    await inRegistry(async ({ url, faults }) => {
      faults.add({ when: () => true, times: 1, then: { kind: 'html' } });
      const page = await fetch(`${url}/v2/`);
      assert.equal(page.headers.get('content-type'), 'text/html');
      assert.equal(page.headers.get('docker-distribution-api-version'), null);
      faults.add({ when: () => true, then: { kind: 'throttle', retryAfterSeconds: 3 } });
      const throttled = await fetch(`${url}/v2/`);
      assert.equal(`${throttled.status} ${throttled.headers.get('retry-after') ?? ''}`, '429 3');
      faults.clear();
      assert.equal((await fetch(`${url}/v2/`)).status, 200);
    });
  });

  void it('sends clients to a host of blobs, which notes whether a login came along', async () => {
    await inRegistry(async ({ url, faults }, directory) => {
      const digest = await pushPlainBlob(url, 'a', 'elsewhere');
      const blobHost = await startBlobHost({ directory });
      try {
        faults.add({
          when: { path: /blobs\/sha256/ },
          then: { kind: 'redirect', to: blobHost.urlOf(digest) },
        });
        const headers = { authorization: 'Basic YTpi' };
        const response = await fetch(`${url}/v2/a/blobs/${digest}`, { headers });
        assert.equal(await response.text(), 'elsewhere');
        assert.equal(new URL(response.url).host, blobHost.host);
        const leaked = await fetch(blobHost.urlOf(digest), { headers });
        assert.equal(leaked.status, 400);
        assert.deepEqual(
          blobHost.requests.map(({ authorization, status }) => [authorization, status]),
          [
            [undefined, 200],
            ['basic', 400],
          ],
        );
        assert.equal((await fetch(`${blobHost.url}/${digest}`)).status, 403, 'not signed');
      } finally {
        await blobHost.stop();
      }
    });
  });

  void it('says when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      await assert.rejects(
        inRegistry(() => Promise.resolve(), { port }),
        { code: 'EADDRINUSE' },
      );
    } finally {
      other.close();
    }
  });
});
