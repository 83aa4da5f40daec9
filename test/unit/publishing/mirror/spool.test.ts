import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import { withSpool } from '../../../../src/publishing/mirror/spool';
import { inChunks, joined, noise } from '../../../support/charts/bytes';
import { temporaryFolder } from '../../../support/temporaryFolder';

const small = noise(1_000);
const large = noise(3 * 1024 * 1024);

describe('an archive on its way', () => {
  for (const [bytes, files] of [
    [small, 0],
    [large, 1],
  ] as const) {
    it(`of ${bytes.length} bytes is in ${files} files, can be read twice, and is gone then`, async (t) => {
      const folder = await temporaryFolder(t);
      await withSpool(folder, inChunks(bytes), async (spooled) => {
        assert.equal(spooled.size, bytes.length);
        assert.equal(spooled.digest, sha256(bytes));
        assert.equal((await readdir(folder)).length, files);
        for (let times = 0; times < 2; times += 1) {
          assert.ok((await joined(spooled.open())).equals(bytes));
        }
      });
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('leaves nothing when what it is for fails, or it breaks off', async (t) => {
    const folder = await temporaryFolder(t);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* inChunks(large);
      await Promise.reject(new Error('broken off'));
    }
    await assert.rejects(
      withSpool(folder, broken(), () => Promise.resolve()),
      /broken off/,
    );
    await assert.rejects(
      withSpool(folder, inChunks(large), () => Promise.reject(new Error('in use'))),
      /in use/,
    );
    assert.deepEqual(await readdir(folder), []);
  });
});
