import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { updateDependencies } from '../../../../src/publishing/dependencies/update';
import { minimalArchive, minimalChart } from '../../../support/charts/exampleCharts';
import { writeFiles, type Files } from '../../../support/charts/writeFiles';
import { openSources } from '../../../support/dependencies/openSources';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { problemOf } from '../../../support/problemOf';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function setUp(t: TestContext) {
  const folder = await temporaryFolder(t);
  const published = await publishCharts(join(folder, 'repository'), [
    ['redis', '1.0.0'],
    ['nginx', '2.0.0'],
  ]);
  const server = await startChartRepository({ folder: published });
  t.after(() => server.stop());
  const chart = (files: Files = {}): Promise<string> =>
    writeFiles(join(folder, 'chart'), {
      'Chart.yaml': chartYaml([
        { name: 'redis', version: '1.x', repository: server.url },
        { name: 'nginx', version: '2.x', repository: server.url },
      ]),
      'Chart.lock': 'the old lock',
      'charts/redis-1.0.0.tgz': minimalArchive('redis', '1.0.0-old'),
      'charts/gone-1.0.0.tgz': minimalArchive('gone', '1.0.0'),
      ...files,
    });
  return { folder, published, server, chart };
}

function chartYaml(dependencies: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v2', name: 'chart', version: '0.1.0', dependencies });
}

/** Every file of charts/ and the lock, with its content. */
async function state(chart: string): Promise<Record<string, string>> {
  const names = (await readdir(join(chart, 'charts'))).sort();
  const files = ['Chart.lock', ...names.map((name) => `charts/${name}`)];
  const contents = await Promise.all(files.map((file) => readFile(join(chart, file), 'base64')));
  return Object.fromEntries(files.map((file, index) => [file, contents[index] ?? '']));
}

describe('an update that fails leaves everything as it was', () => {
  it('when an archive is not the one of the index', async (t) => {
    const { published, chart } = await setUp(t);
    await writeFile(join(published, 'nginx-2.0.0.tgz'), minimalArchive('nginx', '6.6.6'));
    const directory = await chart({ 'Chart.lock': 'dependencies: []\n' });
    const before = await state(directory);
    const problem = await problemOf(updateDependencies(directory, openSources()));
    assert.equal(problem.code, 'repository.digest-mismatch');
    assert.deepEqual(await state(directory), before);
  });

  it('when the lock cannot be written at the end', async (t) => {
    const { chart } = await setUp(t);
    const directory = await chart({
      'Chart.lock': { link: 'elsewhere.lock' },
      'elsewhere.lock': 'dependencies: []\n',
    });
    const before = await state(directory);
    const problem = await problemOf(updateDependencies(directory, openSources()));
    assert.equal(problem.code, 'dependency.lock-is-link');
    assert.deepEqual(await state(directory), before);
  });

  it('when it is cancelled', async (t) => {
    const { chart } = await setUp(t);
    const directory = await chart({ 'Chart.lock': 'dependencies: []\n' });
    const before = await state(directory);
    const cancel = new AbortController();
    const work = updateDependencies(directory, openSources(), {
      signal: cancel.signal,
      onProgress: () => {
        cancel.abort();
      },
    });
    await assert.rejects(work, { name: 'AbortError' });
    assert.deepEqual(await state(directory), before);
  });

  it('when there can be no folder for the charts', async (t) => {
    const { folder, server } = await setUp(t);
    const dependency = { name: 'redis', version: '1.x', repository: server.url };
    const directory = await writeFiles(join(folder, 'blocked'), {
      'Chart.yaml': chartYaml([dependency]),
      charts: 'a file',
    });
    const problem = await problemOf(updateDependencies(directory, openSources()));
    assert.equal(problem.code, 'dependency.write-failed');
    assert.deepEqual((await readdir(directory)).sort(), ['Chart.yaml', 'charts']);
    assert.equal(await readFile(join(directory, 'charts'), 'utf8'), 'a file');
  });
});

describe('an update says what is wrong, and where', () => {
  const rows: readonly (readonly [code: string, dependency: object, line: number])[] = [
    ['dependency.version-invalid', { name: 'redis', version: 'latest' }, 6],
    ['dependency.version-invalid', { name: 'redis' }, 5],
    ['dependency.no-version', { name: 'redis', version: '^9' }, 6],
    ['dependency.not-found', { name: 'unknown', version: '1.x' }, 7],
    [
      'dependency.repository-invalid',
      { name: 'redis', version: '1.x', repository: 'charts.example/x' },
      7,
    ],
    ['dependency.alias-unknown', { name: 'redis', version: '1.x', repository: '@team' }, 7],
    ['dependency.not-unpacked', { name: 'redis', version: '1.x', repository: '' }, 7],
    ['chart.missing', { name: 'redis', version: '1.x', repository: 'file://../nothing' }, 7],
    ['dependency.wrong-chart', { name: 'redis', version: '0.x', repository: 'file://../other' }, 7],
  ];
  for (const [code, dependency, line] of rows) {
    it(`${code}: ${JSON.stringify(dependency)}`, async (t) => {
      const { folder, server, chart } = await setUp(t);
      await writeFiles(join(folder, 'other'), minimalChart('other'));
      const entry: Record<string, string> = { repository: server.url, ...dependency };
      const lines = ['name', 'version', 'repository'].flatMap((key, index) => {
        const value = entry[key];
        return value === undefined
          ? []
          : [`${index === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}`];
      });
      const yaml = [
        'apiVersion: v2',
        'name: chart',
        'version: 0.1.0',
        'dependencies:',
        ...lines,
        '',
      ];
      const directory = await chart({
        'Chart.yaml': yaml.join('\n'),
        'Chart.lock': 'dependencies: []\n',
      });
      const problem = await problemOf(updateDependencies(directory, openSources()));
      assert.equal(problem.code, code);
      if (code === 'dependency.wrong-chart') return;
      assert.equal(problem.remedy?.kind, 'open-file');
      assert.equal(problem.remedy.path, join(directory, 'Chart.yaml'));
      assert.equal(problem.remedy.line, line);
    });
  }

  it('asks no host before all constraints can be read', async (t) => {
    const { server, chart } = await setUp(t);
    const directory = await chart({
      'Chart.lock': 'dependencies: []\n',
      'Chart.yaml': chartYaml([
        { name: 'redis', version: '1.x', repository: server.url },
        { name: 'nginx', version: '>=1<2', repository: server.url },
      ]),
    });
    await problemOf(updateDependencies(directory, openSources()));
    assert.deepEqual(server.requests, []);
  });

  it('takes no folder that may not be read', async (t) => {
    const { folder, chart } = await setUp(t);
    const other = await writeFiles(join(folder, 'other'), minimalChart('other'));
    const directory = await chart({
      'Chart.lock': 'dependencies: []\n',
      'Chart.yaml': chartYaml([{ name: 'other', version: '*', repository: 'file://../other' }]),
    });
    const sources = openSources({ mayRead: (path) => path !== other });
    assert.equal(
      (await problemOf(updateDependencies(directory, sources))).code,
      'dependency.untrusted',
    );
  });
});

describe('what an update does beside', () => {
  it('gets an index once for all of its charts, and remembers it until it is old', async (t) => {
    const { server, chart } = await setUp(t);
    const directory = await chart({ 'Chart.lock': 'dependencies: []\n' });
    let now = 0;
    const sources = openSources({ clock: () => now, expiry: 1_000 });
    await updateDependencies(directory, sources);
    const asked = () => server.requests.filter(({ path }) => path === '/index.yaml').length;
    const first = asked();
    assert.ok(first <= 2);
    const redis = { name: 'redis', repository: server.url };
    const [newest] = await sources.versionsOf(redis, { chart: directory });
    assert.equal(newest?.version, '1.0.0');
    assert.match(newest.digest ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.equal(asked(), first);
    now = 2_000;
    await sources.versionsOf(redis, { chart: directory });
    assert.equal(asked(), first + 1);
    assert.deepEqual(await sources.chartNames(server.url), ['redis', 'nginx']);
  });

  it('leaves nothing but archives in charts/, and what it did not put there', async (t) => {
    const { chart } = await setUp(t);
    const directory = await chart({
      'Chart.lock': 'dependencies: []\n',
      'charts/mine/Chart.yaml': 'apiVersion: v2\nname: mine\nversion: 1.0.0\n',
      'charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
      'charts/notes.txt': 'mine',
    });
    await mkdir(join(directory, 'charts', '.keep'));
    const { removed } = await updateDependencies(directory, openSources());
    assert.deepEqual(removed, ['gone-1.0.0.tgz']);
    assert.deepEqual((await readdir(join(directory, 'charts'))).sort(), [
      '.keep',
      'mine',
      'nginx-2.0.0.tgz',
      'notes.txt',
      'redis',
      'redis-1.0.0.tgz',
    ]);
  });
});
