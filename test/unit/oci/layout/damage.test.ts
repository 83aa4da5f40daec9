import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { hasCode } from '../../../../src/base/error';
import { openLayout } from '../../../../src/oci/layout/layout';
import { artifact, push, readAll } from '../../../support/oci/artifact';
import { temporaryFolder } from '../../../support/temporaryFolder';

const chart = artifact('{"name":"app"}', 'archive');

async function newLayout(t: TestContext) {
  const directory = join(await temporaryFolder(t), 'saved');
  return { directory, layout: openLayout(directory) };
}

function blobFile(directory: string, digest: string): string {
  return join(directory, 'blobs', ...digest.split(':'));
}

function rejectsWith(code: string) {
  return (error: unknown) => hasCode(error, code);
}

describe('damage', () => {
  const damaged: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['half a file', '{"schemaVersion":2,"manife'],
    ['something else', '[]'],
    ['a list that is none', '{"schemaVersion":2,"manifests":{}}'],
    ['a digest that is none', '{"manifests":[{"mediaType":"m","digest":"sha256:0","size":1}]}'],
  ];
  for (const [what, text] of damaged) {
    it(`in index.json is told and never overwritten: ${what}`, async (t) => {
      const { directory, layout } = await newLayout(t);
      await push(layout, chart, 'app:1');
      const path = join(directory, 'index.json');
      await writeFile(path, text);
      for (const action of [
        () => layout.list(),
        () => layout.resolve('app:1'),
        () => push(layout, chart, 'app:2'),
        () => layout.remove('app:1'),
        () => layout.collect(),
      ]) {
        await assert.rejects(action(), (error) => {
          assert(hasCode(error, 'oci.layout-corrupt'));
          assert.equal(error.facts['path'], path);
          return true;
        });
      }
      assert.equal(await readFile(path, 'utf8'), text);
      assert(await layout.has(chart.manifest.descriptor));
    });
  }

  it('is what a version of the layout we do not know counts as', async (t) => {
    const { directory, layout } = await newLayout(t);
    await mkdir(directory);
    await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"2.0.0"}');
    await assert.rejects(layout.list(), rejectsWith('oci.layout-unsupported'));
    await assert.rejects(push(layout, chart, 'a'), rejectsWith('oci.layout-unsupported'));
  });

  it('of a blob shows when it is read, and pushing it again repairs it', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    const [layer] = chart.layers;
    assert(layer);
    await writeFile(blobFile(directory, layer.descriptor.digest), 'Archive');
    const content = await layout.blob(layer.descriptor);
    await assert.rejects(readAll(content), rejectsWith('oci.digest-mismatch'));
    await push(layout, chart, 'app:1');
    assert.equal((await readAll(await layout.blob(layer.descriptor))).toString(), 'archive');
  });

  it('of a manifest shows when it is read', async (t) => {
    const { directory, layout } = await newLayout(t);
    await push(layout, chart, 'app:1');
    await writeFile(blobFile(directory, chart.manifest.descriptor.digest), '{}');
    await assert.rejects(layout.manifest('app:1'), rejectsWith('oci.digest-mismatch'));
  });

  it('that is a missing blob is named', async (t) => {
    const { layout } = await newLayout(t);
    await assert.rejects(layout.blob(chart.config.descriptor), (error) => {
      assert(hasCode(error, 'oci.not-found'));
      assert.equal(error.facts['digest'], chart.config.descriptor.digest);
      return true;
    });
  });

  it('of the way there is told with the path: a file where the folder should be', async (t) => {
    const parent = await temporaryFolder(t);
    const path = join(parent, 'file');
    await writeFile(path, '');
    await assert.rejects(push(openLayout(path), chart, 'a'), (error) => {
      assert(hasCode(error, 'oci.disk-failed'));
      assert.match(error.message, /file.*cannot be used/);
      return true;
    });
  });
});
