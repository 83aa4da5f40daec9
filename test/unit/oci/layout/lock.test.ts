import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { hasCode } from '../../../../src/base/error';
import { createLock } from '../../../../src/oci/layout/lock';
import { deadPid } from '../../../support/oci/startProcess';
import { temporaryFolder } from '../../../support/temporaryFolder';

const patient = { timeout: 60_000, staleAfter: 60_000 };

describe('the lock', () => {
  it('lets one in at a time, in order, and is open again after a failure', async (t) => {
    const directory = await temporaryFolder(t);
    const lock = createLock(join(directory, 'lock'), patient);
    const events: string[] = [];
    const step = (name: string) => async () => {
      events.push(`${name} in`);
      await readdir(directory);
      events.push(`${name} out`);
      if (name === 'b') throw new Error('b failed');
    };
    const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => lock(step(name))));
    assert.deepEqual(events, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    assert.deepEqual(
      results.map((result) => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await readdir(directory), []);
  });

  it('keeps two locks of the same file apart', async (t) => {
    const path = join(await temporaryFolder(t), 'lock');
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await readdir(join(path, '..'));
      inside -= 1;
    };
    const locks = [createLock(path, patient), createLock(path, patient)];
    await Promise.all(locks.flatMap((lock) => [lock(work), lock(work), lock(work)]));
    assert.equal(most, 1);
  });

  it('is taken from a process that is gone', async (t) => {
    const path = join(await temporaryFolder(t), 'lock');
    const owner = { pid: await deadPid(), host: hostname(), token: 'x' };
    await writeFile(path, JSON.stringify(owner));
    const lock = createLock(path, patient);
    assert.equal(await lock(() => Promise.resolve('done')), 'done');
  });

  it('is taken by one of many waiters at a time', async (t) => {
    const path = join(await temporaryFolder(t), 'lock');
    const owner = { pid: await deadPid(), host: hostname(), token: 'x' };
    await writeFile(path, JSON.stringify(owner));
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await readdir(join(path, '..'));
      inside -= 1;
    };
    const locks = Array.from({ length: 20 }, () => createLock(path, patient));
    await Promise.all(locks.map((lock) => lock(work)));
    assert.equal(most, 1);
  });

  for (const [what, text] of [
    ['another host', JSON.stringify({ pid: 1, host: 'not-this-host', token: 'x' })],
    ['nobody, its file being empty', ''],
  ] as const) {
    it(`is taken from ${what} when the heartbeat stands still`, async (t) => {
      const path = join(await temporaryFolder(t), 'lock');
      await writeFile(path, text);
      const lock = createLock(path, { timeout: 60_000, staleAfter: 50 });
      assert.equal(await lock(() => Promise.resolve('done')), 'done');
    });
  }

  it('is waited for no longer than allowed, and says who holds it', async (t) => {
    const path = join(await temporaryFolder(t), 'lock');
    await writeFile(path, JSON.stringify({ pid: process.pid, host: hostname(), token: 'x' }));
    const lock = createLock(path, { timeout: 30, staleAfter: 60_000 });
    await assert.rejects(
      lock(() => Promise.resolve()),
      (error) => {
        assert(hasCode(error, 'oci.layout-locked'));
        assert.match(error.message, new RegExp(`^Process ${process.pid} `));
        return true;
      },
    );
  });

  it('is waited for no longer than the caller wants', async (t) => {
    const path = join(await temporaryFolder(t), 'lock');
    await writeFile(path, JSON.stringify({ pid: process.pid, host: hostname(), token: 'x' }));
    const lock = createLock(path, patient);
    const cancel = new AbortController();
    const first = lock(() => Promise.resolve(), { signal: cancel.signal });
    const queued = lock(() => Promise.resolve(), { signal: cancel.signal });
    cancel.abort();
    await assert.rejects(first, { name: 'AbortError' });
    await assert.rejects(queued, { name: 'AbortError' });
  });
});
