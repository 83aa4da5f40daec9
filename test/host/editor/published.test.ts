import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import { settingNames } from '../../../src/ui/contributions';
import { minimalChart } from '../../support/charts/exampleCharts';
import {
  hints,
  hover,
  labels,
  lenses,
  openMarked,
  taking,
  type Opened,
} from '../../support/host/chartEditor';
import { run } from '../../support/host/command';
import { setRegistries, setSetting } from '../../support/host/settings';
import { openRegistry } from '../../support/openRegistry';
import { without } from '../../support/peer';
import { openDesk, type Desk } from '../../support/publishing/desk';
import {
  startChartRepository,
  type ChartRepositoryServer,
} from '../../support/servers/chartRepository';
import { startDockerRegistry, type DockerRegistry } from '../../support/servers/dockerRegistry';

let desk: Desk;
const open = (marked: string, name?: string): Promise<Opened> => openMarked(desk, marked, name);

before(async () => {
  await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
  desk = await openDesk(await mkdtemp(join(tmpdir(), 'chartroom-host-')));
});

after(async () => {
  await rm(desk.folder, { recursive: true, force: true });
});

describe('a Chart.yaml in the editor, with a registry', { skip: without('dockerRegistry') }, () => {
  let server: DockerRegistry;

  before(async () => {
    server = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
    for (const version of ['1.2.0', '1.10.0', '1.9.0', '2.0.0-rc.1', '1.10.0+build.2']) {
      await publish('charts/cache', 'cache', version);
    }
    await publish('charts/db', 'db', '1.0.0');
    await publish('lonely', 'lonely', '1.0.0');
    await setRegistries({ host: server.host });
  });

  after(async () => {
    await setRegistries();
    await setSetting(settingNames.publishRepository, undefined);
    await server.stop();
  });

  const publish = async (repository: string, name: string, version: string): Promise<void> => {
    const files = minimalChart(name, version);
    const directory = await desk.chart(`${name}-${version}`, files);
    const { reference } = await saveChart(directory, desk.saved);
    const target = openRegistry(server.host).repository(repository);
    await pushChart(desk.saved, reference, target, version.replace('+', '_'));
  };

  const dependency = (version: string, name = 'cache', at = 'charts'): string =>
    `dependencies:\n  - name: ${name}\n    version: ${version}\n    repository: oci://${server.host}/${at}\n`;

  it('offers where charts are, that of the named one first', async () => {
    const offered = await labels(await open('dependencies:\n  - name: db\n    repository: |\n'));
    const host = `oci://${server.host}`;
    // Helm on this machine may know repositories of its own.
    const ofRegistries = offered.filter((label) => label.startsWith('oci://'));
    assert.deepEqual(ofRegistries, [`${host}/charts`, host]);
  });

  it('offers the charts there are in a repository, and in all when none is written', async () => {
    const beside = `\n    repository: oci://${server.host}/charts\n`;
    const offered = (text: string): Promise<string[]> => open(text).then(labels);
    assert.deepEqual(await offered(`dependencies:\n  - name: |${beside}`), ['cache', 'db']);
    assert.deepEqual(await offered('dependencies:\n  - name: |\n'), ['cache', 'db', 'lonely']);
  });

  it('offers versions, the newest first, and what would let in their successors', async () => {
    assert.deepEqual(await labels(await open(dependency('|'))), [
      ...['^1.10.0+build.2', '~1.10.0+build.2'].map((text) => text.replace(/\+.*/, '')),
      ...['2.0.0-rc.1', '1.10.0', '1.10.0+build.2', '1.9.0', '1.2.0'],
    ]);
    assert.deepEqual(await labels(await open(dependency('">=1.0.0 <|"'))), [
      ...['<2.0.0-rc.1', '<1.10.0', '<1.10.0+build.2', '<1.9.0', '<1.2.0'],
    ]);
    assert.equal(await taking('>=1.9.0', await open(dependency('>=|'))), dependency('">=1.9.0"'));
    const inRange = await open(dependency('">=1.0.0 <|"'));
    assert.equal(await taking('<1.9.0', inRange), dependency('">=1.0.0 <1.9.0"'));
  });

  it('offers no versions of what is not there, and asks no host that is not connected', async () => {
    assert.deepEqual(await labels(await open(dependency('|', 'nothing'))), []);
    const elsewhere =
      'dependencies:\n  - name: a\n    version: |\n    repository: oci://127.0.0.1:1/x\n';
    assert.deepEqual(await labels(await open(elsewhere)), []);
  });

  it('tells of a dependency what is published of it', async () => {
    const words = await hover(await open(dependency('^1|.2')));
    assert.match(words, /\*\*cache\*\*/);
    assert.match(words, /Newest: 1\.10\.0 .* (B|KiB)/);
    assert.match(words, /Published: 2\.0\.0-rc\.1, 1\.10\.0, 1\.10\.0\+build\.2, 1\.9\.0, 1\.2\.0/);
    assert.equal(await hover(await open(dependency('^1|.2', 'nothing'))), '');
  });

  it('shows which version a constraint comes to', async () => {
    assert.deepEqual(await hints(await open(dependency('~1.9'))), ['2:17 → 1.9.0']);
    assert.deepEqual(await hints(await open(dependency('1.9.0'))), []);
    await setSetting(settingNames.resolvedVersions, false);
    assert.deepEqual(await hints(await open(dependency('~1.9'))), []);
    await setSetting(settingNames.resolvedVersions, undefined);
  });

  it('leads to the repository in the Registries view', async () => {
    const { document } = await open(dependency('1.9.0'));
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const [target] = links.map((link) => link.target).filter((uri) => uri?.scheme === 'command');
    assert.equal(target?.path, 'chartroom.repository.reveal');
    assert.deepEqual(JSON.parse(target.query), [server.host, 'charts/cache']);
  });

  it('says whether the version is published, and where a push would go', async () => {
    const at = `oci://${server.host}/charts/`;
    await setSetting(settingNames.publishRepository, at);
    const opened = await open('apiVersion: v2\nname: db\nversion: 1.0.0\nhome: x\n');
    const push = `Push to ${server.host}/charts/db`;
    const other = ['Save', push, 'Bump…', '1.0.0 is published, with other content'];
    assert.deepEqual(await lenses(opened), other);
    assert.match(
      await hover({ ...opened, position: new vscode.Position(2, 10) }),
      new RegExp(`A push makes:[^]*${server.host}/charts/db:1\\.0\\.0`),
    );
    const next = await open('apiVersion: v2\nname: db\nversion: 1.1.0\n');
    assert.equal((await lenses(next)).at(-1), '1.1.0 is not published');
    await run('chartroom.chart.push', vscode.Uri.file(join(next.document.uri.fsPath, '..')));
    assert.equal((await lenses(next)).at(-1), '1.1.0 is published, with the same content');
    const missing = await open('apiVersion: v2\nname: fresh\nversion: 1.1.0\n');
    assert.equal((await lenses(missing)).at(-1), 'the repository is not there yet');
  });
});

describe('a Chart.yaml in the editor, with a chart repository', () => {
  let server: ChartRepositoryServer;

  const index = `apiVersion: v1
entries:
  cache:
    - { apiVersion: v2, name: cache, version: 1.0.0, urls: [cache-1.0.0.tgz] }
    - apiVersion: v2
      name: cache
      version: 1.1.0
      description: Keeps <b>things</b> [near](command:x)
      deprecated: true
      created: "2020-01-01T00:00:00Z"
      urls: [cache-1.1.0.tgz]
  db:
    - { apiVersion: v2, name: db, version: 3.0.0, urls: [db-3.0.0.tgz] }
`;

  before(async () => {
    const folder = await desk.chart('repository', { 'index.yaml': index });
    server = await startChartRepository({ folder });
  });

  after(() => server.stop());

  const dependency = (name: string, version: string): string =>
    `dependencies:\n  - name: ${name}\n    version: ${version}\n    repository: ${server.url}\n`;

  it('is asked by no hint, as long as only the chart knows it', async () => {
    assert.deepEqual(await hints(await open(dependency('cache', '^1.0.0'))), []);
    assert.deepEqual(server.requests, []);
  });

  it('offers its charts and their versions', async () => {
    assert.deepEqual(await labels(await open(dependency('|', '1.0.0'))), ['cache', 'db']);
    const offered = await labels(await open(dependency('cache', '|')));
    assert.deepEqual(offered, ['^1.1.0', '~1.1.0', '1.1.0', '1.0.0']);
    assert.equal(server.requests.length, 1);
  });

  it('says what it knows, and takes no words of it for a link', async () => {
    const { document, position } = await open(dependency('ca|che', '^1.0.0'));
    const [found] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const [content] = found?.contents ?? [];
    assert.ok(content instanceof vscode.MarkdownString);
    assert.notEqual(content.isTrusted, true);
    assert.notEqual(content.supportHtml, true);
    assert.match(content.value, /Deprecated/);
    assert.match(content.value, /Newest:&nbsp;1.1.0&nbsp;·&nbsp;.*years&nbsp;ago/);
    assert.doesNotMatch(content.value, /<b>|(?<!\\)\[near(?<!\\)\]\(/);
  });
});
