import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseHelmRepositories } from '../../../../src/chart/helmRepositories';
import { buildDependencies } from '../../../../src/publishing/dependencies/build';
import { listDependencies } from '../../../../src/publishing/dependencies/list';
import type { DependencySources } from '../../../../src/publishing/dependencies/sources';
import { updateDependencies } from '../../../../src/publishing/dependencies/update';
import { below, minimalArchive, minimalChart } from '../../../support/charts/exampleCharts';
import { writeFiles, type Files } from '../../../support/charts/writeFiles';
import { openSources } from '../../../support/dependencies/openSources';
import { helmAt, type Helm } from '../../../support/helm';
import { peer, without } from '../../../support/peer';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { startDockerRegistry } from '../../../support/servers/dockerRegistry';
import { temporaryFolder } from '../../../support/temporaryFolder';

interface World {
  readonly folder: string;
  readonly helm: Helm;
  /** A chart repository that Helm knows as `team`, which wants a login. */
  readonly team: string;
  /** One that Helm does not know. */
  readonly open: string;
  /** `oci://host/charts` */
  readonly oci: string;
  readonly sources: DependencySources;
}

const published: readonly (readonly [name: string, version: string])[] = [
  ['redis', '1.0.0'],
  ['redis', '1.2.0'],
  ['redis', '1.10.0'],
  ['redis', '2.0.0-rc.1'],
  ['nginx', 'v0.9.1'],
  ['cache', '3.1.4+build.5'],
  ['queue', '1.2.9'],
  ['queue', '1.3.0'],
];

/** Charts with the versions above, packed by Helm, in two chart repositories and a registry. */
async function setUp(t: TestContext): Promise<World> {
  const folder = await temporaryFolder(t);
  const helm = await helmAt(peer('helm'), join(folder, 'home'));
  const archives = join(folder, 'archives');
  for (const [name, version] of published) {
    const source = await writeFiles(join(folder, 'sources', name), minimalChart(name, version));
    await helm('package', source, '-d', archives);
  }
  await helm('repo', 'index', archives);
  const login = { username: 'ann', password: 'secret' };
  const team = await startChartRepository({ folder: archives, login });
  const open = await startChartRepository({ folder: archives });
  const registry = await startDockerRegistry({ directory: join(folder, 'registry') });
  t.after(() => Promise.all([team.stop(), open.stop(), registry.stop()]));
  const oci = `oci://${registry.host}/charts`;
  for (const file of await readdir(archives)) {
    if (file.endsWith('.tgz')) await helm('push', join(archives, file), oci);
  }
  await helm('repo', 'add', 'team', team.url, '--username', 'ann', '--password', 'secret');
  const config = join(folder, 'home', 'config', 'repositories.yaml');
  const repositories = parseHelmRepositories(await readFile(config, 'utf8'), config);
  const sources = openSources({ repositories });
  return { folder, helm, team: team.url, open: open.url, oci, sources };
}

/** The same chart twice, beside the same other charts: for Helm and for us. */
async function twice(folder: string, files: Files): Promise<{ helms: string; ours: string }> {
  const [helms, ours] = ['helms', 'ours'].map((side) => join(folder, side)) as [string, string];
  for (const side of [helms, ours]) {
    await writeFiles(side, {
      ...below('app', files),
      ...below('library/common', minimalChart('common', '0.3.0')),
      ...below(
        'a folder with a name that is long/so that the line folds/at a space/lib',
        minimalChart('lib', '1.0.0'),
      ),
    });
  }
  return { helms: join(helms, 'app'), ours: join(ours, 'app') };
}

function chartYaml(dependencies: readonly object[], apiVersion = 'v2'): string {
  return JSON.stringify({ apiVersion, name: 'app', version: '0.1.0', dependencies });
}

async function lockOf(chart: string, name = 'Chart.lock'): Promise<string> {
  const text = await readFile(join(chart, name), 'utf8');
  return text.replace(/^generated: "[^"]+"$/m, 'generated: WHEN');
}

async function chartsOf(chart: string): Promise<string[]> {
  return (await readdir(join(chart, 'charts'))).sort();
}

const long = 'file://../a folder with a name that is long/so that the line folds/at a space/lib';

describe('dependencies, next to Helm', { skip: without('helm', 'dockerRegistry') }, () => {
  it('gives the lock and the archives that Helm gives, for every form of a repository', async (t) => {
    const { folder, helm, team, open, oci, sources } = await setUp(t);
    const { helms, ours } = await twice(folder, {
      'Chart.yaml': chartYaml([
        { name: 'redis', version: '^1.0.0', repository: open },
        {
          name: 'queue',
          version: '<=1.2',
          repository: oci,
          alias: 'old',
          tags: ['a'],
          condition: 'old.on',
        },
        { name: 'nginx', version: '>=0.1.0 <1.0.0', repository: '@team' },
        { name: 'cache', version: '3.x', repository: `${team}/` },
        {
          name: 'common',
          version: '~0.3',
          repository: 'file://../library/common',
          'import-values': ['a', { child: 'b', parent: '.' }],
        },
        { name: 'lib', version: '1', repository: long },
        { name: 'local', version: '>=1.0.0', repository: '' },
      ]),
      ...below('charts/local', minimalChart('local', '1.5.0')),
      'charts/redis-0.1.0.tgz': minimalArchive('redis', '0.1.0'),
      'charts/local-9.tgz': minimalArchive('local', '9.0.0'),
      'charts/_notes.txt': 'mine',
    });
    await helm('dependency', 'update', helms);
    const result = await updateDependencies(ours, sources);
    assert.equal(await lockOf(ours), await lockOf(helms));
    assert.deepEqual(await chartsOf(ours), await chartsOf(helms));
    assert.deepEqual(result.removed, ['redis-0.1.0.tgz']);
    assert.equal(result.lock, 'Chart.lock');

    const before = await readFile(join(ours, 'Chart.lock'), 'utf8');
    assert.equal((await updateDependencies(ours, sources)).lock, undefined);
    assert.equal(await readFile(join(ours, 'Chart.lock'), 'utf8'), before);
  });

  it('writes a lock that helm dependency build takes, and takes the one of Helm', async (t) => {
    const { folder, helm, oci, sources } = await setUp(t);
    const { helms, ours } = await twice(folder, {
      'Chart.yaml': chartYaml([
        { name: 'redis', version: '>0.0.0-0', repository: oci },
        { name: 'nginx', version: '*', repository: 'alias:team' },
        { name: 'cache', version: '3.1.4+build.5', repository: oci },
      ]),
    });
    await updateDependencies(ours, sources);
    const archives = await chartsOf(ours);
    assert.deepEqual(archives, [
      'cache-3.1.4+build.5.tgz',
      'nginx-v0.9.1.tgz',
      'redis-2.0.0-rc.1.tgz',
    ]);
    await rm(join(ours, 'charts'), { recursive: true });
    await helm('dependency', 'build', ours);
    assert.deepEqual(await chartsOf(ours), archives);

    await helm('dependency', 'update', helms);
    const lock = await readFile(join(helms, 'Chart.lock'), 'utf8');
    await rm(join(helms, 'charts'), { recursive: true });
    const result = await buildDependencies(helms, sources);
    assert.deepEqual(await chartsOf(helms), archives);
    assert.equal(result.lock, undefined);
    assert.equal(await readFile(join(helms, 'Chart.lock'), 'utf8'), lock);
    assert.equal(await lockOf(ours), await lockOf(helms));
  });

  it('keeps a chart of apiVersion v1 in requirements.yaml and requirements.lock', async (t) => {
    const { folder, helm, open, sources } = await setUp(t);
    const { helms, ours } = await twice(folder, {
      'Chart.yaml': 'apiVersion: v1\nname: app\nversion: 0.1.0\n',
      'requirements.yaml': `dependencies:\n- name: redis\n  version: 1.x\n  repository: ${open}\n`,
    });
    await helm('dependency', 'update', helms);
    await updateDependencies(ours, sources);
    assert.equal(await lockOf(ours, 'requirements.lock'), await lockOf(helms, 'requirements.lock'));
    assert.deepEqual(await chartsOf(ours), ['redis-1.10.0.tgz']);
    await rm(join(ours, 'charts'), { recursive: true });
    await buildDependencies(ours, sources);
    assert.deepEqual(await chartsOf(ours), ['redis-1.10.0.tgz']);
  });

  it('says what helm dependency list says', async (t) => {
    const { folder, helm } = await setUp(t);
    const { ours } = await twice(folder, {
      'Chart.yaml': chartYaml(
        ['good', 'old', 'folder', 'folderold', 'gone', 'twice', 'other', 'bad', 'badfolder'].map(
          (name) => ({
            name,
            version: name.startsWith('bad') ? 'latest' : '^1.0.0',
            repository: 'https://charts.example',
          }),
        ),
      ),
      'charts/good-1.2.0.tgz': minimalArchive('good', '1.2.0'),
      'charts/old-0.1.0.tgz': minimalArchive('old', '0.1.0'),
      ...below('charts/folder', minimalChart('folder', '1.0.0')),
      ...below('charts/folderold', minimalChart('folderold', '0.9.0')),
      'charts/twice-1.0.0.tgz': minimalArchive('twice', '1.0.0'),
      'charts/twice-1.1.0.tgz': minimalArchive('twice', '1.1.0'),
      'charts/other-1.0.0.tgz': minimalArchive('strange', '1.0.0'),
      'charts/bad-1.0.0.tgz': minimalArchive('bad', '1.0.0'),
      ...below('charts/badfolder', minimalChart('badfolder', '1.0.0')),
    });
    const table = await helm('dependency', 'list', ours);
    const helms = table
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t').map((cell) => cell.trim()))
      .flatMap(([name = '', , , status]) => (status === undefined ? [] : [`${name}: ${status}`]));
    const list = await listDependencies(ours);
    assert.deepEqual(
      list.dependencies.map(({ dependency, status }) => `${dependency.name}: ${status}`),
      helms,
    );
    assert.deepEqual(
      list.undeclared.map(({ metadata }) => metadata.name),
      [...table.matchAll(/WARNING: ".*\/([^/"]+)-[^"]*" is not in Chart.yaml/g)].map(
        () => 'strange',
      ),
    );
    assert.equal(helms.length, 9);
  });

  it('packs a dependency of file:// so that Helm reads it, even without what that depends on', async (t) => {
    const { folder, helm, sources } = await setUp(t);
    const nested = chartYaml([
      { name: 'deep', version: '1.0.0', repository: 'https://charts.example' },
    ]).replace('"app"', '"nested"');
    const { helms, ours } = await twice(folder, {
      'Chart.yaml': chartYaml([{ name: 'nested', version: '0.1.0', repository: 'file://nested' }]),
      ...below('nested', { 'Chart.yaml': nested, 'values.yaml': 'a: 1\n' }),
      '.helmignore': 'nested\n',
    });
    await helm('dependency', 'update', helms);
    await updateDependencies(ours, sources);
    assert.equal(await lockOf(ours), await lockOf(helms));
    const archive = join('charts', 'nested-0.1.0.tgz');
    assert.equal(
      await helm('show', 'values', join(ours, archive)),
      await helm('show', 'values', join(helms, archive)),
    );
  });
});

describe('a lock', { skip: without('helm', 'dockerRegistry') }, () => {
  it('that is out of step is refused, as by Helm', async (t) => {
    const { folder, helm, open, sources } = await setUp(t);
    const { ours } = await twice(folder, {
      'Chart.yaml': chartYaml([{ name: 'redis', version: '^1.0.0', repository: open }]),
    });
    await updateDependencies(ours, sources);
    const copy = join(folder, 'copy');
    await mkdir(copy);
    await cp(ours, copy, { recursive: true });
    await writeFile(
      join(ours, 'Chart.yaml'),
      chartYaml([{ name: 'redis', version: '^1.1.0', repository: open }]),
    );
    await assert.rejects(buildDependencies(ours, sources), {
      code: 'dependency.lock-out-of-step',
      remedy: { kind: 'update-dependencies', chart: ours },
    });
    await assert.rejects(helm('dependency', 'build', ours), /out of sync/);
    await buildDependencies(copy, sources);
  });
});
