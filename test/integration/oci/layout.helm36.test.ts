import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { copy } from '../../../src/oci/copy';
import { openLayout } from '../../../src/oci/layout/layout';
import { parseManifest } from '../../../src/oci/manifest';
import { readAll } from '../../support/oci/artifact';
import { temporaryFolder } from '../../support/temporaryFolder';
import { peer, without } from '../../support/peer';

const run = promisify(execFile);
const reference = 'localhost:5000/charts/app:1.0.0';

/** A Helm 3.6 with a home of its own, and a chart beside it. */
async function helmWithChart(t: TestContext) {
  const home = await temporaryFolder(t);
  const chart = join(home, 'app');
  await mkdir(join(chart, 'templates'), { recursive: true });
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: app\nversion: 1.0.0\n');
  const env = {
    HOME: home,
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_DATA_HOME: join(home, 'data'),
    HELM_EXPERIMENTAL_OCI: '1',
  };
  const helm = async (...words: readonly string[]) => {
    const { stdout } = await run(peer('helm36'), ['chart', ...words], { env });
    return stdout;
  };
  return { helm, chart, layout: openLayout(join(home, 'cache', 'registry', 'cache')) };
}

describe('the chart cache of Helm 3.6', { skip: without('helm36') }, () => {
  it('is a layout we read', async (t) => {
    const { helm, chart, layout } = await helmWithChart(t);
    await helm('save', chart, reference);
    assert.deepEqual(
      (await layout.list()).map((entry) => entry.reference),
      [reference],
    );
    const { config, layers } = parseManifest(await layout.manifest(reference));
    const metadata = (await readAll(await layout.blob(config))).toString();
    assert.equal(metadata, '{"name":"app","version":"1.0.0","apiVersion":"v2"}');
    assert.deepEqual(
      layers.map((layer) => layer.mediaType),
      ['application/tar+gzip'],
    );
  });

  it('can be written by us, and Helm lists and exports what we put there', async (t) => {
    const { helm, chart, layout } = await helmWithChart(t);
    await helm('save', chart, reference);
    const { digest } = await layout.resolve(reference);
    await layout.tag(digest, 'localhost:5000/charts/app:copied');
    await copy(layout, reference, layout, 'localhost:5000/other/app:2');
    await layout.remove(reference);
    assert.equal((await layout.collect()).deletedBlobs, 0);
    const listed = await helm('list');
    assert.match(listed, /localhost:5000\/charts\/app:copied/);
    assert.match(listed, /localhost:5000\/other\/app:2/);
    assert.doesNotMatch(listed, /app:1\.0\.0/);
    await helm('export', 'localhost:5000/other/app:2', '-d', join(chart, '..', 'exported'));
  });
});
