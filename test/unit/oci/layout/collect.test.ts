import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { hasCode } from '../../../../src/base/error';
import { encodeManifest } from '../../../../src/oci/manifest';
import { openLayout } from '../../../../src/oci/layout/layout';
import { artifact, blob, indexOf, push, pushBlob } from '../../../support/oci/artifact';
import { deadPid } from '../../../support/oci/startProcess';
import { temporaryFolder } from '../../../support/temporaryFolder';

const chart = artifact('{"name":"app"}', 'archive');

async function newLayout(t: TestContext) {
  const directory = await temporaryFolder(t);
  return { directory, layout: openLayout(directory) };
}

describe('collect', () => {
  it('keeps everything below an index, and what a signature is about', async (t) => {
    const { layout } = await newLayout(t);
    const other = artifact('{"name":"other"}', 'other archive');
    const about = artifact('{"name":"signed"}', 'signed archive');
    for (const part of [chart, other, about]) await push(layout, part);
    await layout.pushManifest(indexOf(chart.manifest, other.manifest), 'all');
    const signature = encodeManifest({
      schemaVersion: 2,
      config: chart.config.descriptor,
      layers: [],
      subject: about.manifest.descriptor,
    });
    await layout.pushManifest(signature, 'signature');
    assert.equal((await layout.collect()).deletedBlobs, 0);
    await layout.remove('signature');
    assert.equal((await layout.collect()).deletedBlobs, 4);
    assert(await layout.has(other.config.descriptor));
  });

  it('keeps the parts of a manifest that another artifact holds as a mere layer', async (t) => {
    const { layout } = await newLayout(t);
    await push(layout, chart, 'b');
    const disguised = { ...chart.manifest.descriptor, mediaType: 'application/octet-stream' };
    const hostile = encodeManifest({
      schemaVersion: 2,
      config: chart.config.descriptor,
      layers: [disguised],
    });
    await layout.pushManifest(hostile, 'a');
    await layout.pushManifest(hostile, 'c');
    assert.equal((await layout.collect()).deletedBlobs, 0);
  });

  it('leaves files alone that are no blobs', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    await writeFile(join(directory, 'blobs', 'sha256', 'README'), 'mine');
    await writeFile(join(directory, 'ingest', 'of-another-tool'), 'theirs');
    assert.equal((await layout.collect()).deletedBlobs, 0);
    assert((await readdir(join(directory, 'blobs', 'sha256'))).includes('README'));
    assert.deepEqual(await readdir(join(directory, 'ingest')), ['of-another-tool']);
  });

  it('waits for a session to end, so that what it has pushed is not taken from it', async (t) => {
    const { directory, layout } = await newLayout(t);
    const elsewhere = openLayout(directory);
    await layout.write(async (writer) => {
      await pushBlob(writer, chart.config);
      for (const part of chart.layers) await pushBlob(writer, part);
      for (const collector of [layout, elsewhere]) {
        assert.deepEqual(await collector.collect(), {
          deferred: true,
          deletedBlobs: 0,
          freedBytes: 0,
        });
      }
      await writer.pushManifest(chart.manifest, 'app:1');
    });
    assert.deepEqual(await elsewhere.collect(), {
      deferred: false,
      deletedBlobs: 0,
      freedBytes: 0,
    });
  });

  it('takes what a failed session has left', async (t) => {
    const { layout } = await newLayout(t);
    const failing = layout.write(async (writer) => {
      await pushBlob(writer, chart.config);
      throw new Error('no more');
    });
    await assert.rejects(failing, /no more/);
    assert.equal((await layout.collect()).deletedBlobs, 1);
  });

  it('is not held up by the lease of a process that is gone', async (t) => {
    const { directory, layout } = await newLayout(t);
    await pushBlob(layout, chart.config);
    const lease = { pid: await deadPid(), host: hostname(), token: 'x' };
    await writeFile(join(directory, 'ingest', 'lease-x.json'), JSON.stringify(lease));
    assert.equal((await layout.collect()).deletedBlobs, 1);
    assert.deepEqual(await readdir(join(directory, 'ingest')), []);
  });

  it('deletes nothing when a manifest is damaged, for its parts are not known', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    await pushBlob(layout, blob('unreachable'));
    const [, hex = ''] = chart.manifest.descriptor.digest.split(':');
    await writeFile(join(directory, 'blobs', 'sha256', hex), '{}');
    await assert.rejects(layout.collect(), (error) => hasCode(error, 'oci.digest-mismatch'));
    assert(await layout.has(blob('unreachable').descriptor));
  });

  it('stops when cancelled', async (t) => {
    const { layout } = await newLayout(t);
    await pushBlob(layout, chart.config);
    const collecting = layout.collect({ signal: AbortSignal.abort() });
    await assert.rejects(collecting, { name: 'AbortError' });
    assert(await layout.has(chart.config.descriptor));
  });
});
