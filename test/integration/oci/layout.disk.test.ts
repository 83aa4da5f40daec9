import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { copy } from '../../../src/oci/copy';
import { openLayout, type Layout } from '../../../src/oci/layout/layout';
import { artifact, push } from '../../support/oci/artifact';
import { temporaryFolder } from '../../support/temporaryFolder';

const isRoot = process.getuid?.() === 0;
const needsMount =
  isRoot && process.platform === 'linux'
    ? {}
    : { skip: 'mounting a file system needs root on Linux' };

const small = artifact('{"name":"small"}', 'archive');
const big = artifact('{"name":"big"}', Buffer.alloc(2_000_000, 'x'));

/** A file system of one megabyte, unmounted after the test. */
async function smallDisk(t: TestContext): Promise<string> {
  const disk = await mkdtemp(join(tmpdir(), 'chartroom-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  t.after(async () => {
    execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  });
  return disk;
}

/** Uses up what is left. */
async function fillUp(disk: string): Promise<void> {
  const filling = writeFile(join(disk, 'filler'), Buffer.alloc(1_048_576));
  await assert.rejects(filling, { code: 'ENOSPC' });
}

async function contentsOf(layout: Layout) {
  return {
    list: await layout.list(),
    blobs: await readdir(join(layout.location, 'blobs', 'sha256')),
    ingest: await readdir(join(layout.location, 'ingest')),
    files: (await readdir(layout.location)).filter((name) => name !== 'filler'),
  };
}

function isDiskError(code: string, remedy?: string) {
  return (error: unknown) => {
    assert(error instanceof ChartroomError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.remedy?.kind, remedy);
    return true;
  };
}

describe('a disk that is full', () => {
  it('in the middle of a blob leaves the layout as it was', needsMount, async (t) => {
    const layout = openLayout(await smallDisk(t));
    await push(layout, small, 'small');
    const before = await contentsOf(layout);
    await assert.rejects(push(layout, big, 'small'), isDiskError('oci.disk-full', 'free-space'));
    const after = await contentsOf(layout);
    assert.deepEqual(after.list, before.list);
    assert.deepEqual(after.ingest, []);
    assert.equal((await layout.collect()).deletedBlobs, 1);
    assert.deepEqual(await contentsOf(layout), before);
  });

  it('fails a copy on the side of the target', needsMount, async (t) => {
    const source = openLayout(await temporaryFolder(t));
    await push(source, big, 'big');
    const layout = openLayout(await smallDisk(t));
    await assert.rejects(copy(source, 'big', layout, 'big'), (error) => {
      isDiskError('oci.disk-full', 'free-space')(error);
      assert(error instanceof ChartroomError);
      assert.equal(error.facts['side'], 'target');
      return true;
    });
    assert.deepEqual(await layout.list(), []);
  });

  it('to the last byte still reads, and changes nothing', needsMount, async (t) => {
    const disk = await smallDisk(t);
    const layout = openLayout(disk);
    await push(layout, small, 'small');
    const before = await contentsOf(layout);
    await fillUp(disk);
    for (const change of [
      () => layout.tag(small.manifest.descriptor.digest, 'again'),
      () => layout.remove('small'),
      () => push(layout, artifact('{"name":"other"}'), 'other'),
    ]) {
      await assert.rejects(change(), isDiskError('oci.disk-full', 'free-space'));
    }
    assert.deepEqual(await contentsOf(layout), before);
    assert.equal((await layout.manifest('small')).bytes.length, small.manifest.bytes.length);
  });
});

describe('a disk that cannot be written', () => {
  it('because it is read-only still reads', needsMount, async (t) => {
    const disk = await smallDisk(t);
    const layout = openLayout(disk);
    await push(layout, small, 'small');
    const before = await contentsOf(layout);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await assert.rejects(push(layout, big, 'big'), isDiskError('oci.disk-denied'));
    await assert.rejects(layout.remove('small'), isDiskError('oci.disk-denied'));
    await assert.rejects(layout.collect(), isDiskError('oci.disk-denied'));
    assert.deepEqual(await contentsOf(layout), before);
  });

  it('because the folder is somebody else’s says which folder', async (t) => {
    const directory = await temporaryFolder(t);
    await chmod(directory, 0o555);
    const folder = join(directory, 'saved');
    // Root may write everywhere, so it is somebody else for this one attempt.
    if (isRoot) process.seteuid?.(65_534);
    try {
      await assert.rejects(push(openLayout(folder), small, 'small'), (error) => {
        isDiskError('oci.disk-denied')(error);
        assert(error instanceof ChartroomError);
        assert.equal(error.message, `Access to ${folder} is denied`);
        return true;
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
