import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  digestOf,
  finishUpload,
  problemIn,
  pushPlainBlob,
  startUpload,
  uploadAddress,
} from '../../../support/plainPush';
import { inRegistry } from '../../../support/registryFixture';

void describe('blobs of the test registry', () => {
  void it('takes a blob in one piece and gives it back', async () => {
    await inRegistry(async ({ url }) => {
      const digest = await pushPlainBlob(url, 'charts/app', 'content');
      const response = await fetch(`${url}/v2/charts/app/blobs/${digest}`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-length'), '7');
      assert.equal(response.headers.get('docker-content-digest'), digest);
      assert.equal(await response.text(), 'content');
      const head = await fetch(`${url}/v2/charts/app/blobs/${digest}`, { method: 'HEAD' });
      assert.equal(head.headers.get('content-length'), '7');
    });
  });

  void it('takes an empty blob, a blob by a single POST and one with a sha512 digest', async () => {
    await inRegistry(async ({ url }) => {
      const empty = await pushPlainBlob(url, 'a', '');
      assert.equal((await fetch(`${url}/v2/a/blobs/${empty}`)).status, 200);

      const post = `${url}/v2/a/blobs/uploads/?digest=${digestOf('single')}`;
      assert.equal((await fetch(post, { method: 'POST', body: 'single' })).status, 201);

      const long = `sha512:${createHash('sha512').update('long').digest('hex')}`;
      const response = await finishUpload(await startUpload(url, 'a'), long, 'long');
      assert.equal(response.status, 201);
      assert.equal(await (await fetch(`${url}/v2/a/blobs/${long}`)).text(), 'long');
    });
  });

  void it('gives the part of a blob that a Range asks for', async () => {
    await inRegistry(async ({ url }) => {
      const blob = `${url}/v2/a/blobs/${await pushPlainBlob(url, 'a', '0123456789')}`;
      const part = async (range: string): Promise<string> => {
        const response = await fetch(blob, { headers: { range } });
        const where = response.headers.get('content-range') ?? '';
        return `${response.status} ${where} ${response.ok ? await response.text() : ''}`;
      };
      assert.equal(await part('bytes=2-4'), '206 bytes 2-4/10 234');
      assert.equal(await part('bytes=7-'), '206 bytes 7-9/10 789');
      assert.equal(await part('bytes=-2'), '206 bytes 8-9/10 89');
      assert.equal(await part('bytes=8-100'), '206 bytes 8-9/10 89');
      assert.equal(await part('bytes=10-'), '416 bytes */10 ');
    });
  });

  void it('refuses content that does not have the digest', async () => {
    await inRegistry(async ({ url }) => {
      const address = await startUpload(url, 'a');
      const response = await finishUpload(address, digestOf('right'), 'wrong');
      assert.equal(await problemIn(response), '400 DIGEST_INVALID');
      const blob = await fetch(`${url}/v2/a/blobs/${digestOf('right')}`);
      assert.equal(await problemIn(blob), '404 BLOB_UNKNOWN');
      assert.equal((await fetch(address)).status, 404, 'the upload is over');
    });
  });

  void it('takes a blob in chunks, each at the address that the one before gave', async () => {
    await inRegistry(async ({ url }) => {
      const first = await startUpload(url, 'a');
      const second = await patch(first, 'abc', '0-2');
      assert.equal(second.status, 202);
      assert.equal(second.headers.get('range'), '0-2');
      assert.equal(await problemIn(await patch(first, 'def', '3-5')), '404 BLOB_UPLOAD_INVALID');

      const address = uploadAddress(second);
      const skipped = await patch(address, 'xyz', '9-11');
      assert.equal(await problemIn(skipped), '416 BLOB_UPLOAD_INVALID');
      const status = await fetch(address);
      assert.equal(`${status.status} ${status.headers.get('range') ?? ''}`, '204 0-2');

      const third = uploadAddress(await patch(address, 'def', '3-5'));
      assert.equal((await finishUpload(third, digestOf('abcdefghi'), 'ghi')).status, 201);
    });
  });

  void it('forgets an upload that is given up', async () => {
    await inRegistry(async ({ url }) => {
      const address = await startUpload(url, 'a');
      assert.equal((await fetch(address, { method: 'DELETE' })).status, 204);
      assert.equal(await problemIn(await fetch(address)), '404 BLOB_UPLOAD_UNKNOWN');
    });
  });

  void it('mounts a blob that the other repository has, and starts an upload otherwise', async () => {
    await inRegistry(async ({ url }) => {
      const digest = await pushPlainBlob(url, 'a', 'shared');
      const mount = (wanted: string, from: string): Promise<Response> =>
        fetch(`${url}/v2/b/blobs/uploads/?mount=${wanted}&from=${from}`, { method: 'POST' });

      const unknown = await mount(digestOf('other'), 'a');
      assert.equal(unknown.status, 202);
      assert.equal((await finishUpload(uploadAddress(unknown), digestOf('x'), 'x')).status, 201);

      assert.equal((await fetch(`${url}/v2/b/blobs/${digest}`)).status, 404);
      assert.equal((await mount(digest, 'a')).status, 201);
      assert.equal(await (await fetch(`${url}/v2/b/blobs/${digest}`)).text(), 'shared');
    });
  });

  void it('deletes a blob from one repository and not from another', async () => {
    await inRegistry(async ({ url }) => {
      const digest = await pushPlainBlob(url, 'a', 'shared');
      await pushPlainBlob(url, 'b', 'shared');
      const remove = (): Promise<Response> =>
        fetch(`${url}/v2/a/blobs/${digest}`, { method: 'DELETE' });
      assert.equal((await remove()).status, 202);
      assert.equal((await remove()).status, 404);
      assert.equal((await fetch(`${url}/v2/b/blobs/${digest}`)).status, 200);
    });
  });

  void it('gives relative addresses when told to', async () => {
    await inRegistry(
      async ({ url }) => {
        const response = await fetch(`${url}/v2/a/blobs/uploads/`, { method: 'POST' });
        assert.match(response.headers.get('location') ?? '', /^\/v2\/a\/blobs\/uploads\/.+_state=/);
      },
      { locations: 'relative' },
    );
  });

  void it('refuses names that are none', async () => {
    await inRegistry(async ({ url }) => {
      const upload = await fetch(`${url}/v2/Charts/blobs/uploads/`, { method: 'POST' });
      assert.equal(await problemIn(upload), '400 NAME_INVALID');
      assert.equal(
        await problemIn(await fetch(`${url}/v2/a/blobs/sha256:1`)),
        '400 DIGEST_INVALID',
      );
    });
  });
});

function patch(address: URL, content: string, range: string): Promise<Response> {
  const headers = { 'content-range': range };
  return fetch(address, { method: 'PATCH', headers, body: content });
}
