import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planRelease } from '../../../../src/publishing/release/plan';
import { runRelease, type ReleaseProgress } from '../../../../src/publishing/release/run';
import { minimalChart } from '../../../support/charts/exampleCharts';
import { confirmAll, setUpReleaseDesk, wordsOf } from '../../../support/publishing/releaseDesk';
import { registryFor } from '../../../support/registryFixture';

/** A chart of the workspace that has another one in it. */
const shop = {
  'Chart.yaml':
    'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - { name: done, version: 1.x, repository: "file://../done" }\n',
};

describe('a release that is cancelled in the midst', () => {
  it('says what became of each part, tags nothing after, and can be taken up', async (t) => {
    const server = await registryFor(t);
    const desk = await setUpReleaseDesk(t);
    const [dev, prod] = [`oci://${server.host}/dev/`, `oci://${server.host}/prod/`];
    await desk.add('done', minimalChart('done', '1.0.0'), dev);
    await desk.add('held', minimalChart('held', '1.0.0'), dev, prod);
    await desk.add('late', minimalChart('late', '1.0.0'), dev);
    await desk.add('shop', shop, dev);

    const controller = new AbortController();
    const sending = new Set<string>();
    let progress: ReleaseProgress | undefined;
    const cancelInTheMidst = (): void => {
      if (progress?.done === 1 && sending.size === 2) controller.abort();
    };
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    server.faults.add({
      when: ({ method, path }) => {
        const [, name] = /^\/v2\/dev\/(held|late)\/blobs\/uploads\//.exec(path) ?? [];
        if (method !== 'PUT' || name === undefined) return false;
        sending.add(name);
        cancelInTheMidst();
        return true;
      },
      then: { kind: 'delay', until: held },
    });
    const plan = async () => {
      const charts = await desk.charts();
      return { charts, parts: confirmAll(await planRelease(charts, charts, desk.ways)) };
    };
    const tagged = (): readonly string[] =>
      server.requests
        .filter(({ method, path }) => method === 'PUT' && path.includes('/manifests/'))
        .map(({ path }) => path);

    const first = await plan();
    const outcomes = await runRelease(first.parts, first.charts, desk.ways, {
      signal: controller.signal,
      onProgress: (one) => {
        progress = one;
        cancelInTheMidst();
      },
    });
    assert.deepEqual(wordsOf(outcomes), [
      ...['done 1.0.0: published', 'held 1.0.0: cancelled', 'held 1.0.0: cancelled'],
      ...['late 1.0.0: cancelled', 'shop 1.0.0: cancelled'],
    ]);
    assert.deepEqual([progress?.done, progress?.total], [1, 5]);
    goOn();

    server.faults.clear();
    const rest = await plan();
    assert.deepEqual(tagged(), ['/v2/dev/done/manifests/1.0.0']);
    assert.deepEqual(wordsOf(await runRelease(rest.parts, rest.charts, desk.ways)), [
      ...['held 1.0.0: published', 'held 1.0.0: published'],
      ...['late 1.0.0: published', 'shop 1.0.0: published'],
    ]);
    assert.equal(tagged().length, 5);
  });
});
