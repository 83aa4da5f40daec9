import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  descriptorOf,
  digestOf,
  imageManifest,
  manifestOf,
  problemIn,
  pushPlain,
  pushPlainBlob,
  putManifest,
} from '../../../support/plainPush';
import { inRegistry } from '../../../support/registryFixture';

const imageIndex = 'application/vnd.oci.image.index.v1+json';

void describe('manifests of the test registry', () => {
  void it('gives a manifest back by tag and by digest, byte for byte', async () => {
    await inRegistry(async ({ url }) => {
      for (const content of ['{}', 'layer']) await pushPlainBlob(url, 'a/b', content);
      const manifest = ` ${manifestOf('{}', 'layer')}\n`;
      const put = await putManifest(url, 'a/b', '1.0.0', manifest);
      assert.equal(put.status, 201);
      assert.equal(put.headers.get('docker-content-digest'), digestOf(manifest));
      for (const reference of ['1.0.0', digestOf(manifest)]) {
        const response = await fetch(`${url}/v2/a/b/manifests/${reference}`);
        assert.equal(response.headers.get('content-type'), imageManifest);
        assert.equal(await response.text(), manifest);
      }
    });
  });

  void it('refuses a manifest that names what is not there', async () => {
    await inRegistry(async ({ url }) => {
      const put = await putManifest(url, 'a', '1', manifestOf('{}', 'layer'));
      assert.equal(await problemIn(put), '404 MANIFEST_BLOB_UNKNOWN');
      const index = JSON.stringify({
        schemaVersion: 2,
        manifests: [descriptorOf(imageManifest, 'missing')],
      });
      const putIndex = await putManifest(url, 'a', '1', index, imageIndex);
      assert.equal(await problemIn(putIndex), '404 MANIFEST_BLOB_UNKNOWN');
    });
  });

  void it('refuses what is no manifest', async () => {
    await inRegistry(async ({ url }) => {
      const put = async (content: string, type = imageManifest): Promise<string> =>
        problemIn(await putManifest(url, 'a', '1', content, type));
      assert.equal(await put('{'), '400 MANIFEST_INVALID');
      assert.equal(await put('[]'), '400 MANIFEST_INVALID');
      assert.equal(await put('{"layers":[]}'), '400 MANIFEST_INVALID');
      assert.equal(await put(manifestOf('', ''), imageIndex), '400 MANIFEST_INVALID');
      assert.equal(await put(manifestOf('', ''), 'application/json'), '400 MANIFEST_INVALID');
      assert.equal(await put(' '.repeat(4 * 1024 * 1024 + 1)), '413 SIZE_INVALID');
    });
  });

  void it('refuses references that are none, and content that is not of the digest', async () => {
    await inRegistry(async ({ url }) => {
      const put = async (reference: string): Promise<string> =>
        problemIn(await putManifest(url, 'a', reference, '{}'));
      assert.equal(await put('1.0.0%2Bbuild'), '400 TAG_INVALID');
      assert.equal(await put('x'.repeat(129)), '400 TAG_INVALID');
      assert.equal(await put(digestOf('other')), '400 DIGEST_INVALID');
      assert.equal(await put('sha256:abc'), '400 DIGEST_INVALID');
    });
  });

  void it('tells a missing repository from a missing manifest', async () => {
    await inRegistry(async ({ url }) => {
      await pushPlain(url, 'a', '1');
      const get = async (path: string): Promise<string> =>
        problemIn(await fetch(`${url}/v2/${path}`));
      assert.equal(await get('a/manifests/2'), '404 MANIFEST_UNKNOWN');
      assert.equal(await get('b/manifests/1'), '404 NAME_UNKNOWN');
      assert.equal(await get('b/tags/list'), '404 NAME_UNKNOWN');
    });
  });

  void it('deletes a tag alone by its name, and a manifest with all its tags by digest', async () => {
    await inRegistry(async ({ url }) => {
      const digest = await pushPlain(url, 'a', '1', { layer: 'same' });
      for (const tag of ['2', '3']) await pushPlain(url, 'a', tag, { layer: 'same' });
      const remove = async (reference: string): Promise<number> =>
        (await fetch(`${url}/v2/a/manifests/${reference}`, { method: 'DELETE' })).status;
      const tags = async (): Promise<unknown> => (await fetch(`${url}/v2/a/tags/list`)).json();

      assert.equal(await remove('1'), 202);
      assert.deepEqual(await tags(), { name: 'a', tags: ['2', '3'] });
      assert.equal(await remove(digest), 202);
      assert.deepEqual(await tags(), { name: 'a', tags: [] });
      assert.equal(await remove(digest), 404);
    });
  });

  void it('keeps immutable tags where they are', async () => {
    await inRegistry(
      async ({ url }) => {
        await pushPlain(url, 'a', '1', { layer: 'one' });
        await pushPlainBlob(url, 'a', 'two');
        const moved = await putManifest(url, 'a', '1', manifestOf('{}', 'two'));
        assert.equal(await problemIn(moved), '400 TAG_INVALID');
        const again = await putManifest(url, 'a', '1', manifestOf('{}', 'one'));
        assert.equal(again.status, 201);
      },
      { immutableTags: true },
    );
  });
});
