import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { planMirror } from '../../../../src/publishing/mirror/planMirror';
import { runMirror } from '../../../../src/publishing/mirror/runMirror';
import { signedChart } from '../../../support/charts/signedChart';
import { helmAt } from '../../../support/helm';
import {
  chartOf,
  packWithHelm,
  putSignedChart,
} from '../../../support/mirror/chartRepositoryWithHelm';
import { mirrorPlaces } from '../../../support/mirror/mirrorPlaces';
import { mirrorOf } from '../../../support/mirror/mirrorOf';
import { openRegistry } from '../../../support/openRegistry';
import { peer, without } from '../../../support/peer';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { startDockerRegistry } from '../../../support/servers/dockerRegistry';
import { temporaryFolder } from '../../../support/temporaryFolder';

const places = mirrorPlaces();

async function setUp(t: TestContext) {
  const folder = await temporaryFolder(t);
  const helm = await helmAt(peer('helm'), join(folder, 'helm'));
  const published = join(folder, 'published');
  await putSignedChart(published);
  await packWithHelm(helm, published, [
    chartOf('lobby', '1.0.0'),
    chartOf('lobby', '1.1.0+build.7'),
  ]);
  const server = await startChartRepository({ folder: published });
  t.after(() => server.stop());
  const registry = await startDockerRegistry({ directory: join(folder, 'registry') });
  t.after(() => registry.stop());
  return { folder, helm, published, server, host: registry.host };
}

describe(
  'what was mirrored from a repository of Helm',
  { skip: without('helm', 'dockerRegistry') },
  () => {
    it('is verified and rendered by Helm, and is what Helm itself would have pushed', async (t) => {
      const { folder, helm, published, server, host } = await setUp(t);
      const mirror = mirrorOf(server.url, `oci://${host}/mirror/`);
      const plan = await planMirror(mirror, places);
      assert.deepEqual(plan.problems, []);
      const results = await runMirror(plan.versions, mirror, places, { temporaryFolder: tmpdir() });
      assert.deepEqual(
        results.map(({ version, outcome }) => [version.reference, outcome]),
        [
          [`${host}/mirror/keepsake:1.4.0`, 'copied'],
          [`${host}/mirror/lobby:1.1.0_build.7`, 'copied'],
          [`${host}/mirror/lobby:1.0.0`, 'copied'],
        ],
      );
      const keyring = join(folder, 'keyring.gpg');
      await writeFile(keyring, signedChart.keyring);
      const pulled = join(folder, 'pulled');
      await mkdir(pulled);
      await helm(
        ...['pull', `oci://${host}/mirror/keepsake`, '--version', '1.4.0', '--verify'],
        ...['--keyring', keyring, '--destination', pulled],
      );
      assert.deepEqual(await readFile(join(pulled, 'keepsake-1.4.0.tgz')), signedChart.archive);
      const rendered = await helm(
        'template',
        'x',
        `oci://${host}/mirror/lobby`,
        '--version',
        '1.1.0+build.7',
      );
      assert.match(rendered, /name: x-lobby/);

      await helm('push', join(published, 'keepsake-1.4.0.tgz'), `oci://${host}/byhelm`);
      const [own, byHelm] = await Promise.all(
        ['mirror', 'byhelm'].map(async (parent) => {
          const { bytes } = await openRegistry(host)
            .repository(`${parent}/keepsake`)
            .manifest('1.4.0');
          return JSON.parse(Buffer.from(bytes).toString()) as {
            annotations?: object;
          };
        }),
      );
      // Helm 3.10 does not write annotations yet.
      delete own?.annotations;
      assert.deepEqual(own, byHelm);
      const again = await planMirror(mirror, places);
      assert.deepEqual(
        again.versions.map(({ state }) => state.is),
        ['same', 'same', 'same'],
      );
    });
  },
);
