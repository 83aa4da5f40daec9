import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { configJson } from '../../../src/chart/config';
import { loadChartFolder } from '../../../src/chart/folder';
import { tagOfVersion } from '../../../src/chart/tag';
import { sha256 } from '../../../src/oci/digest';
import { parseManifest } from '../../../src/oci/manifest';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import {
  chartOfOddities,
  chartWithRequirements,
  chartWithSubcharts,
  simpleChart,
} from '../../support/charts/exampleCharts';
import { noise } from '../../support/charts/bytes';
import type { Files } from '../../support/charts/writeFiles';
import { bytesOf } from '../../support/distribution';
import { helmAt, type Helm } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { createChart } from '../../support/publishing/createChart';
import { setUpDesk } from '../../support/publishing/desk';
import { startDockerRegistry } from '../../support/servers/dockerRegistry';

const maintained: Files = {
  ...simpleChart,
  'Chart.yaml': [
    'apiVersion: v2',
    'name: maintained',
    'version: 0.3.0-rc.1',
    'appVersion: 1.10',
    'description: "Everything <a Chart.yaml> & its config can hold, and grüß Gott"',
    'home: https://maintained.example',
    'icon: https://maintained.example/icon.png',
    'type: application',
    'kubeVersion: ">=1.20.0-0 <2.0.0"',
    'deprecated: false',
    'keywords: [one, two]',
    'sources: [https://git.example/maintained]',
    'maintainers:',
    '  - { name: Ana, email: ana@maintained.example, url: https://ana.example }',
    '  - name: Bo',
    'annotations:',
    '  category: Database',
    '  org.opencontainers.image.licenses: MIT',
    '',
  ].join('\n'),
};

const ofEverySize: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: sizes\nversion: 1.0.0\n',
  ...Object.fromEntries(
    [0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 1_000_000, 5_242_880].map((size) => [
      `files/${size}.bin`,
      noise(size, size + 1),
    ]),
  ),
};

const charts: Readonly<Record<string, Files>> = {
  lobby: simpleChart,
  hotel: chartWithSubcharts,
  inn: chartWithRequirements,
  oddities: chartOfOddities,
  maintained,
  sizes: ofEverySize,
};

describe('what Chartroom pushes', { skip: without('helm', 'dockerRegistry') }, () => {
  for (const [name, files] of Object.entries(charts)) {
    it(`Helm pulls, shows and templates: ${name}`, async (t) => {
      const desk = await setUpDesk(t);
      const registry = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
      t.after(() => registry.stop());
      const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
      const source = await desk.chart(name, files);

      const saved = await saveChart(source, desk.saved);
      const repository = desk.registry(registry.host).repository(`charts/${name}`);
      const tag = tagOfVersion(saved.version);
      const pushed = await pushChart(desk.saved, saved.reference, repository, tag);

      const remote = `oci://${registry.host}/charts/${name}`;
      const said = await helm('pull', remote, '--version', saved.version, '-d', desk.folder);
      assert.match(said, new RegExp(`Digest: ${pushed.digest}`));
      const archive = join(desk.folder, `${name}-${saved.version}.tgz`);
      const { layers } = parseManifest(await desk.saved.manifest(saved.reference));
      assert.equal(sha256(await readFile(archive)), layers[0]?.digest);
      assert.equal(await helm('show', 'all', archive), await helm('show', 'all', source));
      assert.equal(await helm('template', 'x', archive), await helm('template', 'x', source));
      assert.equal(await findings(helm, archive), await findings(helm, source));
    });

    it(`has the config Helm would write: ${name}`, async (t) => {
      const desk = await setUpDesk(t);
      const registry = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
      t.after(() => registry.stop());
      const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
      const source = await desk.chart(name, files);
      const { metadata } = await loadChartFolder(source);

      await helm('package', source, '-d', desk.folder);
      const archive = join(desk.folder, `${name}-${metadata.version}.tgz`);
      await helm('push', archive, `oci://${registry.host}/helm`);

      const repository = desk.registry(registry.host).repository(`helm/${name}`);
      const { config } = parseManifest(await repository.manifest(tagOfVersion(metadata.version)));
      const helms = await bytesOf(await repository.blob(config));
      assert.equal(configJson(metadata), helms.toString('utf8'));
    });
  }

  it('is a chart of helm create that Helm accepts under --strict', async (t) => {
    const desk = await setUpDesk(t);
    const registry = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
    t.after(() => registry.stop());
    const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
    const source = await createChart(helm, desk.folder, 'storefront');

    const saved = await saveChart(source, desk.saved);
    const repository = desk.registry(registry.host).repository('storefront');
    await pushChart(desk.saved, saved.reference, repository, '0.1.0');

    const remote = `oci://${registry.host}/storefront`;
    await helm('pull', remote, '--version', '0.1.0', '--untar', '-d', desk.folder + '/pulled');
    await helm('lint', '--strict', join(desk.folder, 'pulled', 'storefront'));
    assert.equal(
      await helm('template', 'x', remote, '--version', '0.1.0').then(withoutNotice),
      await helm('template', 'x', source),
    );
  });
});

/** What helm lint says of a chart, be it good or bad, without the path it was given. */
async function findings(helm: Helm, chart: string): Promise<string> {
  let text: string;
  try {
    text = await helm('lint', chart);
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error)) throw error;
    text = String(error.stdout);
  }
  return text.replaceAll(/==> Linting .*\n/g, '');
}

/** Helm 3.10.1 says on the same stream what it has pulled. */
function withoutNotice(text: string): string {
  return text.replace(/^Pulled: .*\nDigest: .*\n/, '');
}
