import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { compareCharts, type ChartComparison } from '../../../src/publishing/compare/compareCharts';
import { diffOfFile } from '../../../src/publishing/compare/fileDiff';
import { openSide, type Side } from '../../../src/publishing/compare/side';
import { valuesSummary } from '../../../src/publishing/compare/valuesSummary';
import { createContentsReader } from '../../../src/publishing/contents/contentsReader';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import {
  below,
  chartWithSubcharts,
  minimalArchive,
  minimalChart,
  simpleChart,
} from '../../support/charts/exampleCharts';
import { writeFiles, type Files } from '../../support/charts/writeFiles';
import { helmAt } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { createChart } from '../../support/publishing/createChart';
import { setUpDesk, type Desk } from '../../support/publishing/desk';
import { startRegistry } from '../../support/registry/testRegistry';
import { startDockerRegistry } from '../../support/servers/dockerRegistry';

const reader = createContentsReader();

function compare(before: Side, after: Side): Promise<ChartComparison> {
  return compareCharts(before, after, { reader });
}

/** `changed values.yaml +1 -1`, for each file. */
function lines({ files }: ChartComparison): readonly string[] {
  return files.map(({ change, path, lines: counts, sameMeaning }) =>
    [
      ...[change, path],
      ...(counts ? [`+${counts.added}`, `-${counts.removed}`] : []),
      ...(sameMeaning ? ['same meaning'] : []),
    ].join(' '),
  );
}

function folderSide(directory: string): Side {
  return { type: 'folder', name: directory, directory };
}

async function savedSide(desk: Desk, directory: string): Promise<Side> {
  const { reference, digest } = await saveChart(directory, desk.saved);
  return { type: 'published', name: reference, place: { source: desk.saved, digest } };
}

/** The chart of every day, changed. */
const changedChart: Files = {
  ...simpleChart,
  'Chart.yaml': 'apiVersion: v2\nname: lobby\nversion: 1.3.0\nappVersion: "5.0"\n',
  'values.yaml': 'replicas: 3\nimage: {}\nservice:\n  port: 80\n',
  'templates/service.yaml': 'kind: Service\n',
  'icon.png': Buffer.from([137, 80, 78, 71, 0, 1]),
};

describe('two charts, compared', () => {
  it('differ in files, lines, metadata and values', async (t) => {
    const desk = await setUpDesk(t);
    const before = await savedSide(desk, await desk.chart('old', simpleChart));
    const files = lacking(changedChart, 'README.md');
    const after = folderSide(await desk.chart('new', files));
    const comparison = await compare(before, after);
    assert.deepEqual(lines(comparison), [
      'changed Chart.yaml +3 -5',
      'removed README.md +0 -1',
      'added icon.png',
      'added templates/service.yaml +1 -0',
      'changed values.yaml +4 -3',
    ]);
    assert.deepEqual(comparison.metadata, [
      { field: 'version', before: '1.2.3+build.7', after: '1.3.0' },
      { field: 'appVersion', before: '4.5', after: '5.0' },
    ]);
    assert.equal(
      valuesSummary(comparison),
      [
        ...['### Chart', ''],
        ...['- Version: `1.2.3+build.7` → `1.3.0`', '- App version: `4.5` → `5.0`', ''],
        ...['### Values', '', '- Changed `replicas`: `2` → `3`'],
        ...['- Removed `image.tag` (was `"stable"`)', '- Added `service.port`: `80`', ''],
      ].join('\n'),
    );
  });

  it('are the same as a folder and as what was saved of it, whatever .helmignore leaves out', async (t) => {
    const desk = await setUpDesk(t);
    const directory = await desk.chart('lobby', { ...simpleChart, '.helmignore': '*.bak\n' });
    const before = await savedSide(desk, directory);
    await writeFile(join(directory, 'values.yaml.bak'), 'old: true\n');
    const comparison = await compare(before, folderSide(directory));
    assert.deepEqual(comparison.files, []);
    assert.match(comparison.before.digest ?? '', /^sha256:/);
    assert.equal(
      valuesSummary(comparison).includes('The same Chart.yaml and the same values'),
      true,
    );
  });

  it('do not have to be valid', async (t) => {
    const desk = await setUpDesk(t);
    const before = folderSide(await desk.chart('old', simpleChart));
    const broken = { ...simpleChart, 'values.yaml': 'a: [1\n', 'Chart.yaml': '{ name\n' };
    const after = folderSide(await desk.chart('new', broken));
    const comparison = await compare(before, after);
    assert.deepEqual(
      comparison.files.map(({ path }) => path),
      ['Chart.yaml', 'values.yaml'],
    );
    assert.deepEqual(comparison.metadata, []);
    assert.deepEqual(
      comparison.values.map(({ changes, problems }) => [changes.length, problems[0]?.side]),
      [[0, 'after']],
    );
    assert.match(valuesSummary(comparison), /^### Values\n\n- The values of .+ cannot be read: /);
  });

  it('are not read where their archives have one digest', async (t) => {
    const desk = await setUpDesk(t);
    const server = await startRegistry({ directory: join(desk.folder, 'registry') });
    t.after(() => server.stop());
    const { reference } = await saveChart(await desk.chart('lobby', simpleChart), desk.saved);
    const sides: Side[] = [];
    for (const name of ['dev/lobby', 'prod/lobby']) {
      const repository = desk.registry(server.host).repository(name);
      await pushChart(desk.saved, reference, repository, '1.2.3');
      const { digest } = await repository.resolve('1.2.3');
      sides.push({ type: 'published', name, place: { source: repository, digest } });
    }
    server.clearRequests();
    const [before, after] = sides;
    assert.ok(before && after);
    const own = createContentsReader();
    assert.deepEqual((await compareCharts(before, after, { reader: own })).files, []);
    assert.deepEqual(
      server.requests.filter(({ path }) => path.includes('/blobs/')),
      [],
    );
  });

  it('have to be charts', async (t) => {
    const desk = await setUpDesk(t);
    const missing = folderSide(join(desk.folder, 'none'));
    const there = folderSide(await desk.chart('lobby', simpleChart));
    await assert.rejects(compare(missing, there), { code: 'chart.missing' });
  });

  it('stop when it is cancelled', async (t) => {
    const desk = await setUpDesk(t);
    const side = folderSide(await desk.chart('lobby', simpleChart));
    const signal = AbortSignal.abort();
    await assert.rejects(compareCharts(side, side, { reader, signal }), { name: 'AbortError' });
  });
});

describe('sub-charts of compared charts', () => {
  it('are compared file by file, packed or not, whatever their archives are called', async (t) => {
    const desk = await setUpDesk(t);
    const before = await savedSide(desk, await desk.chart('old', chartWithSubcharts));
    const rest = lacking(chartWithSubcharts, 'charts/laundry-0.1.0.tgz');
    const after = folderSide(
      await desk.chart('new', {
        ...rest,
        'charts/kitchen-folder/values.yaml': 'stoves: 2\n',
        'charts/laundry-0.2.0.tgz': minimalArchive('laundry', '0.2.0'),
        ...below('charts/pool', minimalChart('pool')),
      }),
    );
    const comparison = await compare(before, after);
    assert.deepEqual(lines(comparison), [
      'added charts/kitchen/values.yaml +1 -0',
      'changed charts/laundry/Chart.yaml +1 -1',
      'added charts/pool/Chart.yaml +3 -0',
    ]);
    assert.deepEqual(
      comparison.files.map(({ before: from, after: to }) => [from, to]).slice(0, 2),
      [
        [undefined, 'charts/kitchen-folder/values.yaml'],
        ['charts/laundry-0.1.0.tgz/Chart.yaml', 'charts/laundry-0.2.0.tgz/Chart.yaml'],
      ],
    );
    assert.deepEqual(comparison.subcharts, [
      { path: 'laundry', before: '0.1.0', after: '0.2.0' },
      { path: 'pool', after: '0.1.0' },
    ]);
    assert.deepEqual(comparison.values[0]?.changes, [
      { change: 'added', path: 'kitchen.stoves', after: '2' },
    ]);
  });

  it('of one name are told apart by their archives, and have their values under an alias', async (t) => {
    const desk = await setUpDesk(t);
    const dependencies = [
      'dependencies:',
      '  - { name: db, version: 1.x, alias: main }',
      '  - { name: cache, version: 1.x }',
    ].join('\n');
    const chart = (port: number): Files => ({
      'Chart.yaml': `apiVersion: v2\nname: app\nversion: 1.0.0\n${dependencies}\n`,
      ...below('charts/db', { ...minimalChart('db'), 'values.yaml': `port: ${port}\n` }),
      'charts/cache-1.0.0.tgz': minimalArchive('cache', '1.0.0'),
      'charts/cache-2.0.0.tgz': minimalArchive('cache', '2.0.0'),
    });
    const before = folderSide(await desk.chart('old', chart(1)));
    const rest = lacking(chart(2), 'charts/cache-1.0.0.tgz');
    const after = folderSide(await desk.chart('new', rest));
    const comparison = await compare(before, after);
    assert.deepEqual(lines(comparison), [
      'removed charts/cache-1.0.0.tgz/Chart.yaml +0 -3',
      'changed charts/db/values.yaml +1 -1',
    ]);
    assert.equal(comparison.values[0]?.changes[0]?.path, 'main.port');
  });
});

describe('the diff of a file', () => {
  it('is what git takes to make one side of the other', async (t) => {
    const desk = await setUpDesk(t);
    const oldChart = await desk.chart('old', simpleChart);
    const { 'icon.png': icon, ...texts } = changedChart;
    const before = folderSide(oldChart);
    const after = folderSide(await desk.chart('new', texts));
    const [one, other] = [await openSide(before, reader), await openSide(after, reader)];
    const { files } = await compare(before, after);
    const diffs: string[] = [];
    for (const change of files) {
      diffs.push(await diffOfFile(change, await one.files(), await other.files()));
    }
    await writeFile(join(desk.folder, 'all.diff'), diffs.join(''));
    await apply(join(desk.folder, 'all.diff'), oldChart);
    assert.deepEqual((await compare(before, after)).files, []);

    const withIcon = folderSide(await desk.chart('icon', { ...texts, 'icon.png': icon ?? '' }));
    const [added] = (await compare(after, withIcon)).files;
    assert.ok(added);
    const [left, right] = [await openSide(after, reader), await openSide(withIcon, reader)];
    assert.equal(
      await diffOfFile(added, await left.files(), await right.files()),
      'Binary files /dev/null and b/icon.png differ\n',
    );
  });
});

describe(
  'charts of Helm 3.10 in a registry, compared',
  { skip: without('helm', 'dockerRegistry') },
  () => {
    it('are as different as their sources, though Helm writes Chart.yaml again', async (t) => {
      const desk = await setUpDesk(t);
      const server = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
      t.after(() => server.stop());
      const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
      const directory = await createChart(helm, desk.folder, 'storefront');
      // Helm unpacks it into the archive that it makes.
      await writeFiles(directory, { 'charts/cache-1.0.0.tgz': minimalArchive('cache', '1.0.0') });
      const publish = async (version: string): Promise<Side> => {
        await helm('package', directory, '-d', desk.folder, '--version', version);
        const archive = join(desk.folder, `storefront-${version}.tgz`);
        await helm('push', archive, `oci://${server.host}/charts`);
        const repository = desk.registry(server.host).repository('charts/storefront');
        const { digest } = await repository.resolve(version);
        return { type: 'published', name: version, place: { source: repository, digest } };
      };
      const first = await publish('0.1.0');
      const folder = folderSide(directory);
      assert.deepEqual(lines(await compare(first, folder)), [
        'changed Chart.yaml +20 -2 same meaning',
      ]);

      await writeFiles(directory, { 'values.yaml': 'replicaCount: 3\n' });
      const second = await publish('0.2.0');
      const comparison = await compare(first, second);
      assert.deepEqual(
        comparison.files.map(({ change, path }) => [change, path]),
        [
          ['changed', 'Chart.yaml'],
          ['changed', 'values.yaml'],
        ],
      );
      assert.deepEqual(comparison.metadata, [
        { field: 'version', before: '0.1.0', after: '0.2.0' },
      ]);
      const [values] = comparison.values;
      assert.deepEqual(values?.changes[0], {
        change: 'changed',
        path: 'replicaCount',
        before: '1',
        after: '3',
      });
      assert.ok(
        values.changes.some(({ change, path }) => change === 'removed' && path === 'image.tag'),
      );

      const saved = await savedSide(desk, directory);
      assert.deepEqual(
        (await compare(saved, second)).files.map(({ path }) => path),
        ['Chart.yaml'],
      );
    });
  },
);

async function apply(diff: string, directory: string): Promise<void> {
  await promisify(execFile)('git', ['apply', '-p1', diff], { cwd: directory });
}

function lacking(files: Files, path: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}
