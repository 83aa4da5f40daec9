import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { mirrorOf } from '../../../support/mirror/mirrorOf';
import { mirrorPlaces } from '../../../support/mirror/mirrorPlaces';
import { runWhole } from '../../../support/mirror/runWhole';
import { registryFor } from '../../../support/registryFixture';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('several entries for one source', () => {
  it('mean all the versions of a chart that one or the other says', async (t) => {
    const charts = ['1.0.0', '1.1.0', '1.2.0'].map((version) => ['lobby', version] as const);
    const folder = await publishCharts(await temporaryFolder(t), charts);
    const server = await startChartRepository({ folder });
    t.after(() => server.stop());
    const target = `oci://${(await registryFor(t)).host}/mirror/`;
    const of = (...listed: string[]) =>
      mirrorOf(server.url, target, {
        charts: [{ name: 'lobby', versions: { listed, prereleases: false } }],
      });
    const mirror = of('1.0.0', '1.1.0');
    const sources = [...mirror.sources, ...of('1.1.0', '1.2.0').sources];
    assert.deepEqual(await runWhole({ ...mirror, sources }, mirrorPlaces()), {
      versions: [
        ['mirror/lobby:1.2.0', 'new', 'copied'],
        ['mirror/lobby:1.1.0', 'new', 'copied'],
        ['mirror/lobby:1.0.0', 'new', 'copied'],
      ],
      problems: [],
    });
  });
});
