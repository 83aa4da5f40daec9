import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ChartroomError, hasCode } from '../../../src/base/error';
import { copy, type CopyProgress } from '../../../src/oci/copy';
import { openLayout, type Layout } from '../../../src/oci/layout/layout';
import { encodeManifest } from '../../../src/oci/manifest';
import { ociIndex } from '../../../src/oci/mediaType';
import type { BlobContent, Source, Target } from '../../../src/oci/store';
import {
  artifact,
  blob,
  chunks,
  document,
  indexOf,
  push,
  pushBlob,
} from '../../support/oci/artifact';
import { temporaryFolder } from '../../support/temporaryFolder';

const chart = artifact('{"name":"app"}', 'archive', 'provenance');
const blobBytes = '{"name":"app"}archiveprovenance'.length;

async function twoLayouts(t: TestContext): Promise<{ source: Layout; target: Layout }> {
  const directory = await temporaryFolder(t);
  return {
    source: openLayout(join(directory, 'source')),
    target: openLayout(join(directory, 'target')),
  };
}

/** Nothing is left of a copy that failed: no reference, and after a collection no blob. */
async function assertNothingIn(target: Layout): Promise<void> {
  assert.deepEqual(await target.list(), []);
  assert.equal((await target.collect()).deferred, false);
  for (const { descriptor } of [chart.config, ...chart.layers]) {
    assert(!(await target.has(descriptor)));
  }
}

/** The layout as a target that knows no sessions, with changes. */
function plain(layout: Layout, changes: Partial<Target>): Target {
  return {
    location: layout.location,
    has: (descriptor, options) => layout.has(descriptor, options),
    pushBlob: (descriptor, open, options) => layout.pushBlob(descriptor, open, options),
    pushManifest: (content, reference, options) => layout.pushManifest(content, reference, options),
    ...changes,
  };
}

function failure(expected: { code: string; side: string; at: string }) {
  return (error: unknown) => {
    assert(error instanceof ChartroomError);
    const { code, facts } = error;
    assert.deepEqual({ code, side: facts['side'], at: facts['at'] }, expected);
    return true;
  };
}

describe('copy', () => {
  it('brings over an artifact with its blobs, byte by byte', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    assert.deepEqual(await copy(source, 'app:1', target, 'r.example/app:1'), {
      descriptor: await source.resolve('app:1'),
      copiedBytes: blobBytes,
      skippedBlobs: 0,
      mountedBlobs: 0,
    });
    const { bytes } = await target.manifest('r.example/app:1');
    assert.deepEqual(Buffer.from(bytes), Buffer.from(chart.manifest.bytes));
    for (const { descriptor } of [chart.config, ...chart.layers]) {
      assert(await target.has(descriptor));
    }
  });

  it('sends only what the target does not have', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    await pushBlob(target, chart.config);
    const first = await copy(source, 'app:1', target, 'app:1');
    assert.equal(first.skippedBlobs, 1);
    assert.equal(first.copiedBytes, 'archiveprovenance'.length);
    const second = await copy(source, 'app:1', target, 'app:2');
    assert.equal(second.skippedBlobs, 3);
    assert.equal(second.copiedBytes, 0);
    assert.equal((await target.list()).length, 2);
  });

  it('brings over all manifests of an index, of indexes in it too, and what they share once', async (t) => {
    const { source, target } = await twoLayouts(t);
    const other = artifact('{"name":"app"}', 'other archive');
    await push(source, chart);
    await push(source, other);
    const inner = indexOf(other.manifest);
    await source.pushManifest(inner);
    const outer = indexOf(chart.manifest, inner, chart.manifest);
    await source.pushManifest(outer, 'all');
    const result = await copy(source, 'all', target, 'all');
    assert.equal(result.copiedBytes, blobBytes + 'other archive'.length);
    assert.equal((await target.manifest(other.manifest.descriptor.digest)).bytes.length > 0, true);
    assert.equal((await target.collect()).deletedBlobs, 0);
  });

  it('copies by digest, and without a reference leaves the target without one', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    const { digest } = chart.manifest.descriptor;
    await copy(source, digest, target, undefined);
    assert.deepEqual(await target.list(), []);
    assert.equal((await target.resolve(digest)).digest, digest);
  });

  it('does without a layer that nobody distributes', async (t) => {
    const { source, target } = await twoLayouts(t);
    const foreign = blob('x', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip');
    await pushBlob(source, chart.config);
    const layers = [foreign.descriptor];
    const content = { schemaVersion: 2, config: chart.config.descriptor, layers } as const;
    await source.pushManifest(encodeManifest(content), 'app:1');
    const result = await copy(source, 'app:1', target, 'app:1');
    assert.equal(result.copiedBytes, chart.config.descriptor.size);
    assert.equal((await target.list()).length, 1);
  });

  it('reports bytes up to the total, and each phase in turn', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    const reports: CopyProgress[] = [];
    await copy(source, 'app:1', target, 'app:1', { onProgress: (report) => reports.push(report) });
    const done = reports.map((report) => report.doneBytes);
    assert.deepEqual(
      done,
      done.toSorted((a, b) => a - b),
    );
    const { doneBytes, totalBytes } = reports.at(-1) ?? {};
    assert.deepEqual({ doneBytes, totalBytes }, { doneBytes: blobBytes, totalBytes: blobBytes });
    const phases = [...new Set(reports.map((report) => report.phase))];
    assert.deepEqual(phases, ['resolving', 'copying', 'tagging']);
  });

  it('has no more blobs in flight than allowed', async (t) => {
    const { source, target } = await twoLayouts(t);
    const many = artifact('{}', ...Array.from({ length: 12 }, (_, number) => `layer ${number}`));
    await push(source, many, 'many');
    let open = 0;
    let most = 0;
    async function* counted(content: BlobContent): BlobContent {
      open += 1;
      most = Math.max(most, open);
      try {
        yield* content;
      } finally {
        open -= 1;
      }
    }
    const counting: Source = {
      ...source,
      blob: async (descriptor, options) => counted(await source.blob(descriptor, options)),
    };
    await copy(counting, 'many', target, 'many', { concurrency: 3 });
    assert.equal(most, 3);
  });
});

describe('a copy that fails', () => {
  it('on the source says so and leaves nothing in the target', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    const [layer] = chart.layers;
    assert(layer);
    const lying: Source = {
      ...source,
      blob: (descriptor, options) =>
        descriptor.digest === layer.descriptor.digest
          ? Promise.reject(new ChartroomError({ code: 'oci.denied', template: 'No' }))
          : source.blob(descriptor, options),
    };
    await assert.rejects(
      copy(lying, 'app:1', target, 'app:1'),
      failure({ code: 'oci.denied', side: 'source', at: source.location }),
    );
    await assertNothingIn(target);
  });

  it('in the middle of a blob is of the source, whatever the target makes of it', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    async function* broken(): BlobContent {
      yield await Promise.resolve(Buffer.from('a'));
      throw new Error('connection reset');
    }
    const breaking: Source = { ...source, blob: () => Promise.resolve(broken()) };
    await assert.rejects(copy(breaking, 'app:1', target, 'app:1'), (error) => {
      failure({ code: 'oci.copy-failed', side: 'source', at: source.location })(error);
      assert(error instanceof Error);
      assert.match(error.message, /^Reading from .*source failed: connection reset$/);
      return true;
    });
    await assertNothingIn(target);
  });

  it('because the source is damaged says what it got', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    const lying: Source = { ...source, blob: () => Promise.resolve(chunks('something else')) };
    await assert.rejects(copy(lying, 'app:1', target, 'app:1'), (error) =>
      hasCode(error, 'oci.digest-mismatch'),
    );
    await assertNothingIn(target);
  });

  it('on the target says so', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    const full = new ChartroomError({ code: 'oci.disk-full', template: 'Full' });
    await assert.rejects(
      copy(source, 'app:1', plain(target, { pushBlob: () => Promise.reject(full) }), 'app:1'),
      failure({ code: 'oci.disk-full', side: 'target', at: target.location }),
    );
    assert.deepEqual(await target.list(), []);
  });

  it('for want of the reference says so', async (t) => {
    const { source, target } = await twoLayouts(t);
    await assert.rejects(
      copy(source, 'app:1', target, 'app:1'),
      failure({ code: 'oci.not-found', side: 'source', at: source.location }),
    );
  });

  it('because it was cancelled ends at once and leaves nothing', async (t) => {
    const { source, target } = await twoLayouts(t);
    await push(source, chart, 'app:1');
    const cancel = new AbortController();
    const copying = copy(source, 'app:1', target, 'app:1', {
      signal: cancel.signal,
      onProgress: ({ doneBytes }) => {
        if (doneBytes > 0) cancel.abort();
      },
    });
    await assert.rejects(copying, { name: 'AbortError' });
    await assertNothingIn(target);
  });

  it('because indexes are nested without end copies nothing', async (t) => {
    const { source, target } = await twoLayouts(t);
    let index = indexOf();
    await source.pushManifest(index);
    for (let depth = 0; depth < 9; depth += 1) {
      index = indexOf(index);
      await source.pushManifest(index, 'deep');
    }
    await assert.rejects(copy(source, 'deep', target, 'deep'), (error) =>
      hasCode(error, 'oci.artifact-too-large'),
    );
    assert.deepEqual(await target.list(), []);
  });

  it('because indexes list parts without end leaves no reference', async (t) => {
    const { source, target } = await twoLayouts(t);
    const parts = (from: number) =>
      Array.from({ length: 6_000 }, (_, number) => blob(`part ${from + number}`).descriptor);
    const indexes = [parts(0), parts(6_000)].map((manifests) =>
      document(ociIndex, { schemaVersion: 2, manifests }),
    );
    const endless: Source = {
      ...source,
      manifest: (reference) =>
        Promise.resolve(
          indexes.find((index) => index.descriptor.digest === reference) ?? indexOf(...indexes),
        ),
    };
    const hasEverything = plain(target, {
      has: () => Promise.resolve(true),
      pushManifest: (_content, reference) => {
        assert.equal(reference, undefined);
        return Promise.resolve();
      },
    });
    await assert.rejects(copy(endless, 'wide', hasEverything, 'wide'), (error) =>
      hasCode(error, 'oci.artifact-too-large'),
    );
  });
});
