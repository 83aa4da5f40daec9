import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { loadChartFolder } from '../../../src/chart/folder';
import { openLayout } from '../../../src/oci/layout/layout';
import { createPublishStates, type PublishQuestion } from '../../../src/publishing/publishState';
import { pushChart } from '../../../src/publishing/push';
import { digestOfChart, saveChart } from '../../../src/publishing/save';
import { minimalChart } from '../../support/charts/exampleCharts';
import { writeFiles } from '../../support/charts/writeFiles';
import { openRegistry } from '../../support/openRegistry';
import { startRegistry, type TestRegistry } from '../../support/registry/testRegistry';
import { inTemporaryFolder } from '../../support/temporaryFolder';

interface Desk {
  readonly server: TestRegistry;
  readonly push: (version: string) => Promise<void>;
  readonly question: (version: string) => PublishQuestion;
  /** Changes what a push would send. */
  readonly change: () => Promise<unknown>;
}

async function atDesk(use: (desk: Desk) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const server = await startRegistry({ directory: join(folder, 'registry') });
    const saved = openLayout(join(folder, 'saved'));
    const registry = openRegistry(server.host);
    const chart = (version: string) =>
      writeFiles(join(folder, version), minimalChart('app', version));
    try {
      await use({
        server,
        push: async (version) => {
          const { reference } = await saveChart(await chart(version), saved);
          await pushChart(saved, reference, registry.repository('charts/app'), version);
        },
        question: (version) => ({
          ...{ registry, repository: 'charts/app', version },
          digest: async () => digestOfChart(await loadChartFolder(join(folder, version))),
        }),
        change: () => writeFiles(join(folder, '1.0.0'), { 'values.yaml': 'a: 1\n' }),
      });
    } finally {
      await server.stop();
    }
  });
}

describe('what a registry holds of a chart', () => {
  it('is its versions, and whether this one has the same content', () =>
    atDesk(async ({ push, question, change }) => {
      await push('1.0.0');
      await push('1.1.0');
      const states = createPublishStates({ log: silentLog, now: () => 0 });
      const there = { repositoryExists: true, versions: ['1.0.0', '1.1.0'] };
      const digest = await question('1.0.0').digest({});
      const known = { ...there, digest };
      assert.deepEqual(await states.of(question('1.0.0')), { ...known, published: 'same' });
      assert.deepEqual(await states.of(question('2.0.0')), there);
      await change();
      assert.deepEqual(await states.of(question('1.0.0')), { ...known, published: 'different' });
    }));

  it('is nothing where there is no repository, which a push makes', () =>
    atDesk(async ({ question }) => {
      const states = createPublishStates({ log: silentLog, now: () => 0 });
      const state = await states.of(question('1.0.0'));
      assert.deepEqual(state, { repositoryExists: false, versions: [] });
    }));

  it('is asked once by all who want to know, until it is old or forgotten', () =>
    atDesk(async ({ server, push, question }) => {
      await push('1.0.0');
      let time = 0;
      const states = createPublishStates({ log: silentLog, now: () => time });
      const asked = async (): Promise<number> => {
        server.clearRequests();
        await Promise.all([states.of(question('1.0.0')), states.of(question('1.0.0'))]);
        return server.requests.filter(({ path }) => path.endsWith('/tags/list')).length;
      };
      assert.equal(await asked(), 1);
      assert.equal(await asked(), 0);
      time += 5 * 60_000;
      assert.equal(await asked(), 1);
      states.forget(server.host, 'charts/other');
      assert.equal(await asked(), 0);
      states.forget(server.host, 'charts/app');
      assert.equal(await asked(), 1);
      await push('1.1.0');
      states.forget();
      assert.deepEqual((await states.of(question('1.1.0'))).versions, ['1.0.0', '1.1.0']);
    }));

  it('is not known without a network, silently, and asked again soon', () =>
    atDesk(async ({ server, push, question }) => {
      await push('1.0.0');
      let time = 0;
      const states = createPublishStates({ log: silentLog, now: () => time });
      const offline = openRegistry('127.0.0.1:1');
      const away = { ...question('1.0.0'), registry: offline };
      assert.deepEqual(await states.of(away), {});
      time += 30_000;
      const back = openRegistry(server.host, { id: offline.id });
      const state = await states.of({ ...away, registry: back });
      assert.equal(state.published, 'same');
    }));

  it('can be given up without taking it from the others', () =>
    atDesk(async ({ push, question }) => {
      await push('1.0.0');
      const states = createPublishStates({ log: silentLog, now: () => 0 });
      const left = states.of(question('1.0.0'), { signal: AbortSignal.abort() });
      const [gone, stayed] = await Promise.allSettled([left, states.of(question('1.0.0'))]);
      assert.equal(gone.status, 'rejected');
      assert.equal(stayed.status === 'fulfilled' && stayed.value.published, 'same');
    }));
});
