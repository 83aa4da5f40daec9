import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import { planMirror } from '../../../../src/publishing/mirror/planMirror';
import { runMirror } from '../../../../src/publishing/mirror/runMirror';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { mirrorOf } from '../../../support/mirror/mirrorOf';
import { mirrorPlaces } from '../../../support/mirror/mirrorPlaces';
import { runWhole } from '../../../support/mirror/runWhole';
import { registryFor } from '../../../support/registryFixture';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('a mirror whose target is gone after the plan', () => {
  it('tries three versions and no more, also where some of them need nothing', async (t) => {
    const versions = Array.from({ length: 12 }, (_, at) => `1.${at}.0`);
    const charts = versions.map((version) => ['lobby', version] as const);
    const folder = await publishCharts(await temporaryFolder(t), charts);
    const server = await startChartRepository({ folder });
    t.after(() => server.stop());
    const registry = await registryFor(t);
    const target = `oci://${registry.host}/mirror/`;
    const every = mirrorOf(server.url, target);
    const listed = versions.filter((_, at) => at % 2 === 0);
    const half = mirrorOf(server.url, target, {
      charts: [{ name: 'lobby', versions: { listed, prereleases: false } }],
    });
    const places = mirrorPlaces();
    await runWhole(half, places);
    const plan = await planMirror(every, places);
    assert.equal(plan.versions.filter(({ state }) => state.is === 'same').length, 6);

    registry.faults.add({ when: () => true, then: { kind: 'cut' } });
    registry.clearRequests();
    const options = { temporaryFolder: tmpdir(), concurrency: 1 };
    const results = await runMirror(plan.versions, every, places, options);
    const outcomes = results.map(({ outcome }) => outcome).sort();
    assert.deepEqual(outcomes, [
      ...Array<string>(6).fill('failed'),
      ...Array<string>(6).fill('same'),
    ]);
    assert.equal(registry.requests.length, 3 * 5);
  });
});
