import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseManifest } from '../../../src/oci/manifest';
import { readChartArtifact } from '../../../src/publishing/chartArtifact';
import { chooseVersion } from '../../../src/publishing/chooseVersion';
import { exportArchive } from '../../../src/publishing/exportArchive';
import { exportChart } from '../../../src/publishing/export';
import { legacyHelmChartLayer } from '../../../src/publishing/helmMediaType';
import { pullChart } from '../../../src/publishing/pull';
import { listSavedCharts } from '../../../src/publishing/savedCharts';
import { openLayout } from '../../../src/oci/layout/layout';
import { helmAt } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { createChart } from '../../support/publishing/createChart';
import { setUpDesk } from '../../support/publishing/desk';
import { filesIn } from '../../support/publishing/filesIn';
import { startDockerRegistry } from '../../support/servers/dockerRegistry';

describe('what Helm 3.10 pushes', { skip: without('helm', 'dockerRegistry') }, () => {
  it('Chartroom lists, pulls, exports and finds by constraint', async (t) => {
    const desk = await setUpDesk(t);
    const server = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
    t.after(() => server.stop());
    const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
    const source = await createChart(helm, desk.folder, 'storefront');
    for (const version of ['1.2.0', '1.10.0', '2.0.0-rc.1', '1.10.1+build.4']) {
      await helm('package', source, '--version', version, '-d', desk.folder);
      const archive = join(desk.folder, `storefront-${version}.tgz`);
      await helm('push', archive, `oci://${server.host}/charts`);
    }
    const registry = desk.registry(server.host);
    const repository = registry.repository('charts/storefront');

    const names: string[] = [];
    for await (const page of registry.repositories()) {
      names.push(...page.items.map(({ name }) => name));
    }
    assert.deepEqual(names, ['charts/storefront']);
    assert.equal(await chooseVersion(repository, '^1.2'), '1.10.1_build.4');
    assert.equal(await chooseVersion(repository, '~1.2.0'), '1.2.0');
    assert.equal(await chooseVersion(repository, '>=2.0.0-0'), '2.0.0-rc.1');
    assert.equal(await chooseVersion(repository, '1.10.1+build.4'), '1.10.1_build.4');

    const pulled = await pullChart(repository, '1.10.1_build.4', desk.saved);
    assert.deepEqual([pulled.name, pulled.version], ['storefront', '1.10.1+build.4']);
    const { directory } = await exportChart(desk.saved, pulled.reference, desk.output);
    const exported = await filesIn(directory);
    const written = await filesIn(source);
    // Helm writes Chart.yaml anew; everything else is as in the folder.
    delete exported['Chart.yaml'];
    delete written['Chart.yaml'];
    assert.deepEqual(exported, written);

    const { file } = await exportArchive(repository, '1.2.0', desk.output);
    assert.match(await helm('show', 'chart', file), /^version: 1\.2\.0$/m);
  });
});

describe('what Helm 3.6 pushed', { skip: without('helm36', 'dockerRegistry') }, () => {
  it('Chartroom pulls and exports, under a tag that is no version, with the old layer type', async (t) => {
    const desk = await setUpDesk(t);
    const server = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
    t.after(() => server.stop());
    const helm = await helmAt(peer('helm36'), join(desk.folder, 'helm'));
    const source = await createChart(helm, desk.folder, 'storefront');
    const reference = `${server.host}/helm-test:mychart`;
    await helm('chart', 'save', source, reference);
    await helm('chart', 'push', reference);
    const repository = desk.registry(server.host).repository('helm-test');

    assert.equal(await chooseVersion(repository, 'mychart'), 'mychart');
    const artifact = await readChartArtifact(repository, 'mychart');
    assert.equal(artifact.archive.mediaType, legacyHelmChartLayer);
    const pulled = await pullChart(repository, 'mychart', desk.saved);
    assert.deepEqual(
      [pulled.reference, pulled.name, pulled.version],
      [reference, 'storefront', '0.1.0'],
    );
    const { directory } = await exportChart(desk.saved, pulled.reference, desk.output);
    assert.deepEqual(Object.keys(await filesIn(directory)), Object.keys(await filesIn(source)));
  });

  it('is in its cache, which opens as saved charts', async (t) => {
    const desk = await setUpDesk(t);
    const home = join(desk.folder, 'helm');
    const helm = await helmAt(peer('helm36'), home);
    const source = await createChart(helm, desk.folder, 'storefront');
    await helm('chart', 'save', source, 'registry.example:5000/shop/storefront:mychart');

    const cache = openLayout(join(home, 'cache', 'registry', 'cache'));
    const rows = await listSavedCharts(cache, new Map());
    assert.deepEqual(
      rows.map((row) => [row.reference, row.metadata?.name, row.metadata?.version, row.problem]),
      [['registry.example:5000/shop/storefront:mychart', 'storefront', '0.1.0', undefined]],
    );
    const [row] = rows;
    assert.ok(row);
    const { layers } = parseManifest(await cache.manifest(row.reference));
    assert.equal(layers[0]?.size, row.size);
    const { directory } = await exportChart(cache, row.reference, desk.output);
    assert.deepEqual(Object.keys(await filesIn(directory)), Object.keys(await filesIn(source)));
  });
});
