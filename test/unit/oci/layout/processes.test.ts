import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openLayout } from '../../../../src/oci/layout/layout';
import { artifact, blob, push, readAll } from '../../../support/oci/artifact';
import { ended, startProcess } from '../../../support/oci/startProcess';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('several processes', () => {
  it('write to one layout and none loses what another wrote', async (t) => {
    const directory = await temporaryFolder(t);
    const layout = openLayout(directory);
    const children = ['a', 'b', 'c'].map((name) => startProcess(t, directory, 'push', name));
    // Collecting in between must take nothing from them.
    while (children.some((child) => child.exitCode === null && child.signalCode === null)) {
      await layout.collect();
    }
    assert.deepEqual(await Promise.all(children.map(ended)), [0, 0, 0]);

    const list = await layout.list();
    assert.equal(list.length, 60);
    for (const { reference } of list) {
      const { layers } = artifact('{}', reference, 'shared');
      for (const layer of layers) await readAll(await layout.blob(layer.descriptor));
    }
    assert.deepEqual(await readdir(join(directory, 'ingest')), []);
  });

  it('that are killed in the middle of a write leave the layout as it was', async (t) => {
    const directory = await temporaryFolder(t);
    const layout = openLayout(directory);
    const chart = artifact('{}', 'archive');
    await push(layout, chart, 'app:1');
    const before = await layout.list();

    const child = startProcess(t, directory, 'stall', 'a blob that is never written whole');
    assert(child.stdout);
    await once(child.stdout, 'data');
    assert.equal((await layout.collect()).deferred, true);
    assert.equal((await readdir(join(directory, 'ingest'))).length, 2);
    child.kill('SIGKILL');
    assert.equal(await ended(child), null);

    const reopened = openLayout(directory);
    assert.deepEqual(await reopened.list(), before);
    assert(!(await reopened.has(blob('a blob that is never written whole').descriptor)));
    assert.deepEqual(await reopened.collect(), { deferred: false, deletedBlobs: 0, freedBytes: 0 });
    assert.deepEqual(await readdir(join(directory, 'ingest')), []);
    await push(reopened, chart, 'app:2');
    assert.equal((await reopened.list()).length, 2);
  });
});
