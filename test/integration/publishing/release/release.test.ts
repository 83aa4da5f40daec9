import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { planRelease, type PlannedPart } from '../../../../src/publishing/release/plan';
import {
  runRelease,
  type PartOutcome,
  type ReleaseProgress,
} from '../../../../src/publishing/release/run';
import { minimalArchive, minimalChart } from '../../../support/charts/exampleCharts';
import type { Files } from '../../../support/charts/writeFiles';
import { countOperations } from '../../../support/ecr/countOperations';
import { inEcr } from '../../../support/ecr/wholeEcr';
import { addRepository } from '../../../support/ecr/state';
import { helmAt } from '../../../support/helm';
import { openRegistry } from '../../../support/openRegistry';
import { peer, without } from '../../../support/peer';
import {
  confirmAll,
  setUpReleaseDesk,
  wordsOf,
  type ReleaseDesk,
} from '../../../support/publishing/releaseDesk';
import { startRegistry, type TestRegistry } from '../../../support/registry/testRegistry';
import { startDockerRegistry } from '../../../support/servers/dockerRegistry';
import { temporaryFolder } from '../../../support/temporaryFolder';

const skip = without('dockerRegistry');

/** A chart that depends on others by their repositories. */
function dependent(name: string, version: string, ...on: readonly (readonly string[])[]): Files {
  const list = on.map(
    ([other = '', constraint = '', repository = '']) =>
      `  - { name: ${other}, version: "${constraint}", repository: "${repository}" }\n`,
  );
  return {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\ndependencies:\n${list.join('')}`,
  };
}

async function plan(desk: ReleaseDesk): Promise<readonly PlannedPart[]> {
  const charts = await desk.charts();
  return planRelease(charts, charts, desk.ways);
}

/** Plans, takes all of it, and runs. */
async function release(
  desk: ReleaseDesk,
  onProgress?: (progress: ReleaseProgress) => void,
): Promise<readonly PartOutcome[]> {
  const parts = confirmAll(await plan(desk));
  return runRelease(parts, await desk.charts(), desk.ways, { onProgress });
}

function verdicts(parts: readonly PlannedPart[]): readonly string[] {
  return parts.map(
    ({ chart, place, verdict }) => `${chart.name} ${place.repository} ${verdict.is}`,
  );
}

async function aRegistry(t: TestContext): Promise<TestRegistry> {
  const server = await startRegistry({ directory: await temporaryFolder(t) });
  t.after(() => server.stop());
  return server;
}

describe('a release of several charts', { skip }, () => {
  it('publishes sub-charts first, and updates the dependencies of what depends on them', async (t) => {
    const server = await startDockerRegistry({ directory: await temporaryFolder(t) });
    t.after(() => server.stop());
    const desk = await setUpReleaseDesk(t);
    const dev = `oci://${server.host}/dev/`;
    const prod = `oci://${server.host}/prod/`;
    const shop = dependent('shop', '1.0.0', ['cache', '^2.0.0', `oci://${server.host}/dev`]);
    await desk.add(
      'shop',
      { ...shop, 'charts/cache-1.0.0.tgz': minimalArchive('cache', '1.0.0') },
      dev,
      prod,
    );
    await desk.add('cache', dependent('cache', '2.1.0', ['base', '1.x', 'file://../base']), dev);
    await desk.add('base', minimalChart('base', '1.0.0'), dev);

    const planned = await plan(desk);
    assert.deepEqual(verdicts(planned), [
      ...['base dev/base publish', 'cache dev/cache publish'],
      ...['shop dev/shop publish', 'shop prod/shop publish'],
    ]);
    assert.deepEqual(
      planned.map(({ updates }) => updates.map(({ chart }) => chart.name)),
      [[], ['base'], ['cache'], ['cache']],
    );
    const progress: ReleaseProgress[] = [];
    const outcomes = await release(desk, (one) => progress.push(one));
    assert.deepEqual(wordsOf(outcomes), [
      ...['base 1.0.0: published', 'cache 2.1.0: published'],
      ...['shop 1.0.0: published', 'shop 1.0.0: published'],
    ]);
    assert.deepEqual(await readdir(join(desk.folder, 'charts', 'shop', 'charts')), [
      'cache-2.1.0.tgz',
    ]);
    assert.deepEqual([progress.at(-1)?.done, progress.at(-1)?.total], [4, 4]);
    assert.ok((progress.at(-1)?.bytes ?? 0) > 0);
    assert.deepEqual(
      verdicts(await plan(desk)),
      verdicts(planned).map((words) => words.replace('publish', 'done')),
    );
  });

  it(
    'can be pulled by Helm, with the sub-charts of the workspace in it',
    { skip: without('helm') },
    async (t) => {
      const server = await startDockerRegistry({ directory: await temporaryFolder(t) });
      t.after(() => server.stop());
      const desk = await setUpReleaseDesk(t);
      await desk.add(
        'shop',
        dependent('shop', '1.0.0', ['base', '1.x', 'file://../base']),
        `oci://${server.host}/`,
      );
      await desk.add(
        'base',
        { ...minimalChart('base', '1.0.0'), 'templates/a.yaml': 'kind: Secret\n' },
        `oci://${server.host}/`,
      );
      await release(desk);
      const helm = await helmAt(peer('helm'), join(desk.folder, 'home'));
      const stdout = await helm('template', 'x', `oci://${server.host}/shop`, '--version', '1.0.0');
      assert.match(stdout, /# Source: shop\/charts\/base\/templates\/a\.yaml\nkind: Secret/);
    },
  );

  it('holds back what depends on a chart that fails, and goes on with the others', async (t) => {
    const server = await aRegistry(t);
    const desk = await setUpReleaseDesk(t);
    const place = `oci://${server.host}/`;
    await desk.add('shop', dependent('shop', '1.0.0', ['base', '1.x', 'file://../base']), place);
    await desk.add('base', minimalChart('base', '1.0.0'), place);
    await desk.add('worker', minimalChart('worker', '1.0.0'), place);
    server.faults.add({
      when: { method: 'PUT', path: /^\/v2\/base\/manifests\// },
      then: { kind: 'status', status: 403 },
    });
    const outcomes = await release(desk);
    assert.deepEqual(wordsOf(outcomes), [
      ...['base 1.0.0: failed oci.denied', 'worker 1.0.0: published'],
      'shop 1.0.0: failed release.held-back',
    ]);
    assert.deepEqual(await readdir(join(desk.folder, 'charts', 'shop')), ['Chart.yaml']);
  });

  it('does not let a chart take an older version of a sub-chart than the workspace has', async (t) => {
    const server = await aRegistry(t);
    const desk = await setUpReleaseDesk(t);
    const place = `oci://${server.host}/`;
    await desk.add('base', minimalChart('base', '1.0.0'), place);
    await release(desk);
    await desk.add('base', minimalChart('base', '1.1.0'), place);
    await desk.add(
      'shop',
      dependent('shop', '1.0.0', ['base', '1.x', `oci://${server.host}`]),
      place,
    );
    const parts = confirmAll(await plan(desk)).filter(({ chart }) => chart.name === 'shop');
    const [outcome] = await runRelease(parts, await desk.charts(), desk.ways);
    assert.deepEqual(wordsOf(outcome ? [outcome] : []), [
      'shop 1.0.0: failed release.subchart-not-published',
    ]);
    assert.deepEqual(wordsOf(await release(desk)), [
      ...['base 1.1.0: published', 'shop 1.0.0: published'],
    ]);
  });

  it('says of each chart what would be replaced, what cannot be published, and why', async (t) => {
    const server = await aRegistry(t);
    const desk = await setUpReleaseDesk(t);
    const place = `oci://${server.host}/`;
    await desk.add('app', minimalChart('app', '1.0.0'), place);
    await desk.add('late', minimalChart('late', '2.0.0'), place);
    await release(desk);
    await desk.add('app', { ...minimalChart('app', '1.0.0'), 'values.yaml': 'a: 1\n' }, place);
    await desk.add('late', minimalChart('late', '1.9.0'), place);
    await desk.add('broken', { ...minimalChart('broken'), 'values.yaml': 'a: [\n' }, place);
    await desk.add('a', dependent('a', '1.0.0', ['b', '1.x', 'file://../b']), place);
    await desk.add('b', dependent('b', '1.0.0', ['a', '1.x', 'file://../a']), place);
    await desk.add('away', minimalChart('away'), 'oci://127.0.0.1:1/');
    const planned = await plan(desk);
    assert.deepEqual(verdicts(planned), [
      ...['app app replace', 'late late behind', 'broken broken impossible'],
      ...['away away impossible', 'a a impossible', 'b b impossible'],
    ]);
    const codes = planned.map(({ verdict }) =>
      verdict.is === 'impossible' ? verdict.error.code : '',
    );
    assert.deepEqual(codes.slice(2), [
      ...['chart.yaml-invalid', 'oci.unreachable', 'release.cycle', 'release.cycle'],
    ]);
    const { digest } = await openRegistry(server.host).repository('app').resolve('1.0.0');
    assert.equal(planned[0]?.verdict.is === 'replace' && planned[0].verdict.existing, digest);
    const parts = confirmAll(planned).map((part) => ({ ...part, replaces: undefined }));
    assert.deepEqual(wordsOf(await runRelease(parts, await desk.charts(), desk.ways)), [
      ...['app 1.0.0: failed release.changed-meanwhile', 'late 1.9.0: published'],
    ]);
    assert.deepEqual(wordsOf(await release(desk)), ['app 1.0.0: published']);
  });

  it('does not do what is left when it is cancelled, and says so', async (t) => {
    const server = await aRegistry(t);
    const desk = await setUpReleaseDesk(t);
    const place = `oci://${server.host}/`;
    await desk.add('base', minimalChart('base', '1.0.0'), place);
    await desk.add('shop', dependent('shop', '1.0.0', ['base', '1.x', 'file://../base']), place);
    const parts = confirmAll(await plan(desk));
    const controller = new AbortController();
    const outcomes = await runRelease(parts, await desk.charts(), desk.ways, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 1) controller.abort();
      },
    });
    assert.deepEqual(wordsOf(outcomes), ['base 1.0.0: published', 'shop 1.0.0: cancelled']);
  });

  it('makes missing repositories with the settings that were given, and respects immutable tags', (t) =>
    inEcr(async ({ state, connect, front }) => {
      const registry = connect();
      const desk = await setUpReleaseDesk(t, {
        registry: () => registry,
        creation: { mutability: 'immutable' },
      });
      const place = `oci://${front.host}/charts/`;
      addRepository(state, 'charts/there', { imageTagMutability: 'IMMUTABLE' });
      await desk.add('new', minimalChart('new', '1.0.0'), place);
      await desk.add('there', minimalChart('there', '1.0.0'), place);
      const planned = await plan(desk);
      assert.deepEqual(
        planned.map(({ verdict }) => verdict.is === 'publish' && verdict.repositoryMissing),
        [true, false],
      );
      const outcomes = await release(desk);
      assert.deepEqual(
        outcomes.map((outcome) => outcome.is === 'published' && outcome.created),
        [true, false],
      );
      await desk.add(
        'there',
        { ...minimalChart('there', '1.0.0'), 'values.yaml': 'a: 1\n' },
        place,
      );
      assert.deepEqual(verdicts(await plan(desk)), [
        ...['new charts/new done', 'there charts/there immutable'],
      ]);
    }));
});

describe('what the charts of a workspace cost to look up', () => {
  it('is a list for each, and one more request for each version that is there', async (t) => {
    const server = await aRegistry(t);
    const desk = await setUpReleaseDesk(t);
    const names = Array.from({ length: 100 }, (_, index) => `app-${index}`);
    for (const name of names) await desk.add(name, minimalChart(name), `oci://${server.host}/`);
    const requests = async (): Promise<number> => {
      server.clearRequests();
      await plan(desk);
      return server.requests.length;
    };
    assert.equal(await requests(), 100);
    await release(desk);
    assert.equal(await requests(), 200);
  });

  it('is one list for a repository that several go to, and one look at what a push makes', (t) =>
    inEcr(async ({ api, front, connect }) => {
      const registry = connect();
      const desk = await setUpReleaseDesk(t, { registry: () => registry, creation: {} });
      const shared = ['a', 'b', 'c', 'd'];
      for (const name of shared) {
        const place = `oci://${front.host}/team/shared`;
        await desk.add(name, minimalChart(name, `1.0.0-${name}`), place);
      }
      for (const name of ['e', 'f', 'g']) {
        await desk.add(name, minimalChart(name, '1.0.0'), `oci://${front.host}/team/`);
      }
      const planned = await countOperations(api, () => plan(desk));
      assert.deepEqual(planned, {
        DescribeImages: 4,
        DescribeRepositoryCreationTemplates: 1,
      });
      const parts = confirmAll(await plan(desk));
      let outcomes: readonly PartOutcome[] = [];
      const run = await countOperations(api, async () => {
        outcomes = await runRelease(parts, await desk.charts(), desk.ways);
      });
      assert.deepEqual(run, { DescribeRepositories: 4, CreateRepository: 4 });
      const created = outcomes.filter((outcome) => outcome.is === 'published' && outcome.created);
      assert.equal(outcomes.filter(({ is }) => is === 'published').length, 7);
      assert.equal(created.length, 4, 'of those that share one, one made it');
    }));
});
