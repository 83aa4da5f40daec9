import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { openLayout } from '../../../src/oci/layout/layout';
import { parseManifest } from '../../../src/oci/manifest';
import { artifact, push, readAll } from '../../support/oci/artifact';
import { temporaryFolder } from '../../support/temporaryFolder';
import { peer, without } from '../../support/peer';

const run = promisify(execFile);
const chart = artifact('{"name":"app"}', 'archive');

async function skopeo(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(peer('skopeo'), ['--insecure-policy', ...words]);
  return stdout;
}

describe('skopeo', { skip: without('skopeo') }, () => {
  it('reads what we wrote', async (t) => {
    const directory = await temporaryFolder(t);
    await push(openLayout(directory), chart, '1.0.0');
    const raw = await skopeo('inspect', '--raw', `oci:${directory}:1.0.0`);
    assert.equal(raw, Buffer.from(chart.manifest.bytes).toString());
  });

  it('copies our layout, and we read its copy, by tag and by digest', async (t) => {
    const parent = await temporaryFolder(t);
    const [ours, theirs] = [join(parent, 'ours'), join(parent, 'theirs')];
    await push(openLayout(ours), chart, '1.0.0');
    await skopeo('copy', '--preserve-digests', `oci:${ours}:1.0.0`, `oci:${theirs}:2.0.0`);
    await skopeo('copy', '--preserve-digests', `oci:${ours}:1.0.0`, `oci:${theirs}`);

    const layout = openLayout(theirs);
    const { digest } = chart.manifest.descriptor;
    const references = (await layout.list()).map((entry) => entry.reference);
    assert.deepEqual(references, ['2.0.0', digest]);
    for (const reference of references) {
      const { layers } = parseManifest(await layout.manifest(reference));
      const [layer] = layers;
      assert(layer);
      assert.equal((await readAll(await layout.blob(layer))).toString(), 'archive');
    }
  });

  it('still reads its own layout after we wrote to it', async (t) => {
    const parent = await temporaryFolder(t);
    const [ours, theirs] = [join(parent, 'ours'), join(parent, 'theirs')];
    await push(openLayout(ours), chart, '1.0.0');
    await skopeo('copy', '--preserve-digests', `oci:${ours}:1.0.0`, `oci:${theirs}:1.0.0`);
    const layout = openLayout(theirs);
    await push(layout, artifact('{"name":"other"}'), 'other');
    await layout.remove('other');
    assert.equal((await layout.collect()).deletedBlobs, 2);
    await skopeo('copy', '--preserve-digests', `oci:${theirs}:1.0.0`, `oci:${theirs}:again`);
    assert.deepEqual(
      (await layout.list()).map((entry) => entry.reference),
      ['1.0.0', 'again'],
    );
  });
});
