import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { hasCode } from '../../../../src/base/error';
import { encodeManifest } from '../../../../src/oci/manifest';
import { openLayout } from '../../../../src/oci/layout/layout';
import type { BlobContent } from '../../../../src/oci/store';
import {
  artifact,
  blob,
  chunks,
  indexOf,
  push,
  pushBlob,
  readAll,
} from '../../../support/oci/artifact';
import { temporaryFolder } from '../../../support/temporaryFolder';

const chart = artifact('{"name":"app"}', 'archive');

async function newLayout(t: TestContext) {
  const directory = join(await temporaryFolder(t), 'saved');
  return { directory, layout: openLayout(directory) };
}

function blobFile(directory: string, digest: string): string {
  return join(directory, 'blobs', ...digest.split(':'));
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

function rejectsWith(code: string) {
  return (error: unknown) => hasCode(error, code);
}

describe('a layout that does not exist', () => {
  it('reads as empty and is not created by reading, removing or collecting', async (t) => {
    const { directory, layout } = await newLayout(t);
    assert.deepEqual(await layout.list(), []);
    assert.equal(await layout.has(chart.config.descriptor), false);
    await assert.rejects(layout.resolve('app:1'), rejectsWith('oci.not-found'));
    await assert.rejects(layout.remove('app:1'), rejectsWith('oci.not-found'));
    assert.deepEqual(await layout.collect(), { deferred: false, deletedBlobs: 0, freedBytes: 0 });
    await assert.rejects(readdir(directory), { code: 'ENOENT' });
  });
});

describe('writing', () => {
  it('stores an artifact as the image-spec says', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'r.example/app:1');
    assert.deepEqual(await readJson(join(directory, 'oci-layout')), {
      imageLayoutVersion: '1.0.0',
    });
    assert.deepEqual(await readJson(join(directory, 'index.json')), {
      schemaVersion: 2,
      manifests: [
        {
          ...chart.manifest.descriptor,
          annotations: { 'org.opencontainers.image.ref.name': 'r.example/app:1' },
        },
      ],
    });
    const stored = await readFile(blobFile(directory, chart.manifest.descriptor.digest));
    assert.deepEqual(stored, Buffer.from(chart.manifest.bytes));
    assert.deepEqual(await readdir(join(directory, 'ingest')), []);
    assert.deepEqual((await readdir(directory)).sort(), [
      'blobs',
      'index.json',
      'ingest',
      'oci-layout',
    ]);
  });

  it('gives back what was stored, also through another handle', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    const other = openLayout(directory);
    const { descriptor, bytes } = await other.manifest('app:1');
    assert.equal(descriptor.digest, chart.manifest.descriptor.digest);
    assert.deepEqual(Buffer.from(bytes), Buffer.from(chart.manifest.bytes));
    const content = await readAll(await other.blob(chart.config.descriptor));
    assert.equal(content.toString(), '{"name":"app"}');
  });

  it('resolves a digest that only an index of the artifact names', async (t) => {
    const { layout } = await newLayout(t);
    await push(layout, chart);
    await layout.pushManifest(indexOf(chart.manifest), 'all');
    assert.deepEqual(
      await layout.resolve(chart.manifest.descriptor.digest),
      chart.manifest.descriptor,
    );
  });

  it('points a reference at new content and keeps the old until it is collected', async (t) => {
    const { layout } = await newLayout(t);
    const newer = artifact('{"name":"app"}', 'newer archive');
    await push(layout, chart, 'app:1');
    await push(layout, newer, 'app:1');
    const [entry, ...others] = await layout.list();
    assert.equal(entry?.descriptor.digest, newer.manifest.descriptor.digest);
    assert.deepEqual(others, []);
    assert(await layout.has(chart.manifest.descriptor));
    assert.deepEqual(await layout.collect(), {
      deferred: false,
      deletedBlobs: 2,
      freedBytes: chart.manifest.bytes.length + 'archive'.length,
    });
    assert(!(await layout.has(chart.manifest.descriptor)));
    assert(await layout.has(newer.config.descriptor));
  });

  it('stores a stream whose digest nobody knows yet', async (t) => {
    const { layout } = await newLayout(t);
    const descriptor = await layout.write((writer) =>
      writer.ingest('application/octet-stream', chunks('arch', 'ive')),
    );
    assert.deepEqual(descriptor, blob('archive').descriptor);
    assert(await layout.has(descriptor));
  });

  it('refuses a manifest of which a part is missing, and leaves the reference alone', async (t) => {
    const { layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    const incomplete = artifact('{"name":"app"}', 'never pushed');
    await assert.rejects(layout.pushManifest(incomplete.manifest, 'app:1'), (error) => {
      assert(hasCode(error, 'oci.not-found'));
      assert.equal(error.facts['digest'], incomplete.layers[0]?.descriptor.digest);
      return true;
    });
    assert.equal((await layout.resolve('app:1')).digest, chart.manifest.descriptor.digest);
  });

  it('does not need the layers that nobody distributes', async (t) => {
    const { layout } = await newLayout(t);
    const foreign = blob('x', 'application/vnd.oci.image.layer.nondistributable.v1.tar');
    await pushBlob(layout, chart.config);
    const manifest = encodeManifest({
      schemaVersion: 2,
      config: chart.config.descriptor,
      layers: [foreign.descriptor],
    });
    await layout.pushManifest(manifest, 'app:1');
    assert.equal((await layout.resolve('app:1')).digest, manifest.descriptor.digest);
  });

  it('leaves nothing of content that is not what was promised', async (t) => {
    const { directory, layout } = await newLayout(t);
    const { descriptor } = blob('right');
    const wrong = () => Promise.resolve(chunks('wr', 'ong'));
    await assert.rejects(layout.pushBlob(descriptor, wrong), rejectsWith('oci.digest-mismatch'));
    assert.deepEqual(await readdir(join(directory, 'ingest')), []);
    assert(!(await layout.has(descriptor)));
  });

  it('lets the error of a source pass as it is', async (t) => {
    const { layout } = await newLayout(t);
    const broken = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' });
    async function* content(): BlobContent {
      yield await Promise.resolve(Buffer.from('ri'));
      throw broken;
    }
    const { descriptor } = blob('right');
    await assert.rejects(
      layout.pushBlob(descriptor, () => Promise.resolve(content())),
      (error) => error === broken,
    );
  });

  it('stops when cancelled and leaves nothing', async (t) => {
    const { directory, layout } = await newLayout(t);
    const cancel = new AbortController();
    async function* content(): BlobContent {
      yield await Promise.resolve(Buffer.from('ri'));
      cancel.abort();
      yield Buffer.from('gh');
      yield Buffer.from('t');
    }
    const { descriptor } = blob('right');
    const pushing = layout.pushBlob(descriptor, () => Promise.resolve(content()), cancel);
    await assert.rejects(pushing, { name: 'AbortError' });
    assert.deepEqual(await readdir(join(directory, 'ingest')), []);
    assert(!(await layout.has(descriptor)));
  });

  it('reports the bytes it writes', async (t) => {
    const { layout } = await newLayout(t);
    const counts: number[] = [];
    const { descriptor } = blob('hello');
    const open = () => Promise.resolve(chunks('he', 'llo'));
    await layout.pushBlob(descriptor, open, { onBytes: (count) => counts.push(count) });
    assert.deepEqual(counts, [2, 3]);
  });
});

describe('references', () => {
  it('are listed in order, with the time they were stored', async (t) => {
    const { layout } = await newLayout(t);
    for (const reference of ['b:1', 'a:2', 'C:1', 'a:10']) await push(layout, chart, reference);
    const list = await layout.list();
    assert.deepEqual(
      list.map((entry) => entry.reference),
      ['C:1', 'a:10', 'a:2', 'b:1'],
    );
    assert(list.every((entry) => entry.modified instanceof Date));
  });

  it('can be added to what is stored and removed one by one', async (t) => {
    const { layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    await layout.tag(chart.manifest.descriptor.digest, 'app:latest');
    await layout.remove('app:1');
    assert.deepEqual(
      (await layout.list()).map((entry) => entry.reference),
      ['app:latest'],
    );
    assert.equal((await layout.collect()).deletedBlobs, 0);
    await layout.remove('app:latest');
    assert.equal((await layout.collect()).deletedBlobs, 3);
    await assert.rejects(layout.remove('app:latest'), rejectsWith('oci.not-found'));
  });

  it('cannot be given to what is not stored or no manifest', async (t) => {
    const { layout } = await newLayout(t);
    const { digest } = chart.manifest.descriptor;
    await assert.rejects(layout.tag(digest, 'app:1'), rejectsWith('oci.not-found'));
    await pushBlob(layout, chart.config);
    const { digest: config } = chart.config.descriptor;
    await assert.rejects(layout.tag(config, 'app:1'), rejectsWith('oci.not-found'));
    assert.deepEqual(await layout.list(), []);
  });
});

describe('what other tools wrote', () => {
  it('is listed by digest when it has no name, and can be removed by it', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    const { descriptor } = chart.manifest;
    await writeFile(
      join(directory, 'index.json'),
      JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }),
    );
    assert.deepEqual(
      (await layout.list()).map((entry) => entry.reference),
      [descriptor.digest],
    );
    assert.equal((await layout.manifest(descriptor.digest)).bytes.length, descriptor.size);
    await layout.remove(descriptor.digest);
    assert.deepEqual(await layout.list(), []);
  });

  it('stays in the index when references come and go', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    const path = join(directory, 'index.json');
    const foreign = {
      ...chart.manifest.descriptor,
      platform: { os: 'linux', architecture: 'arm64' },
      annotations: { 'org.opencontainers.image.ref.name': 'theirs', 'x.y': 'z' },
    };
    const theirs = { schemaVersion: 2, mediaType: 'm', annotations: { a: 'b' }, 'x-extra': [1] };
    await writeFile(path, JSON.stringify({ ...theirs, manifests: [foreign] }));
    await push(layout, chart, 'app:2');
    await layout.remove('app:2');
    assert.deepEqual(await readJson(path), { ...theirs, manifests: [foreign] });
  });

  it('may name a reference twice; the later one counts', async (t) => {
    const { directory, layout } = await newLayout(t);
    const newer = artifact('{}');
    await push(layout, chart, 'app:1');
    await push(layout, newer, 'app:2');
    const annotations = { 'org.opencontainers.image.ref.name': 'app:1' };
    const manifests = [chart, newer].map(({ manifest }) => ({
      ...manifest.descriptor,
      annotations,
    }));
    await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
    assert.equal((await layout.resolve('app:1')).digest, newer.manifest.descriptor.digest);
    assert.equal((await layout.list()).length, 1);
  });
});
