import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { chosenCharts } from '../../src/ui/charts/chosenCharts';
import { settingNames, viewIds } from '../../src/ui/contributions';
import { minimalChart } from '../support/charts/exampleCharts';
import { writeFiles } from '../support/charts/writeFiles';
import { answering } from '../support/host/answering';
import { chartRow, rowsBelowChart, whenChart } from '../support/host/chartsView';
import { run } from '../support/host/command';
import { escape } from '../support/host/script';
import { setRegistries, setSetting } from '../support/host/settings';
import { openRegistry } from '../support/openRegistry';
import { without } from '../support/peer';
import { startDockerRegistry, type DockerRegistry } from '../support/servers/dockerRegistry';

const execute = promisify(execFile);

describe('the Charts view as a release desk', { skip: without('dockerRegistry') }, () => {
  let folder: string;
  let server: DockerRegistry;
  let workspace: string;
  const at = (name: string): string => join(workspace, 'desk', name);
  const tagsOf = async (repository: string): Promise<readonly string[]> => {
    const tags: string[] = [];
    for await (const { items } of openRegistry(server.host).repository(repository).versions()) {
      tags.push(...items.map(({ tag }) => tag));
    }
    return tags.sort();
  };
  const write = (name: string, version: string, values = ''): Promise<string> =>
    writeFiles(at(name), { ...minimalChart(name, version), 'values.yaml': values });

  before(async () => {
    workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startDockerRegistry({ directory: join(folder, 'registry') });
    await setRegistries({ host: server.host });
    await setSetting(settingNames.publishRepository, {
      'desk/*': [`oci://${server.host}/dev/`, `oci://${server.host}/prod/`],
    });
    await vscode.commands.executeCommand(`${viewIds.charts}.focus`);
  });

  beforeEach(async () => {
    await write('front', '1.0.0');
    await write('back', '1.0.0');
    await run('chartroom.charts.refresh');
  });

  after(async () => {
    await setSetting(settingNames.publishRepository, undefined);
    await setRegistries();
    await rm(join(workspace, 'desk'), { recursive: true, force: true });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says of each chart how it stands at each place, before and after a push', async () => {
    const item = await whenChart('front', /^front 1\.0\.0 · not published · not saved · /);
    assert.equal(item.contextValue, 'chart unsaved publishable');
    assert.match(item.accessibilityInformation?.label ?? '', /front, 1\.0\.0, not published/);
    assert.deepEqual(await rowsBelowChart('front'), [
      `${server.host}/dev/front not published`,
      `${server.host}/prod/front not published`,
    ]);
    await answering([], async () => run('chartroom.chart.push', await chartRow('front')));
    await whenChart('front', /not published in 1 of 2/);
    const [dev = '', prod] = await rowsBelowChart('front');
    assert.match(dev, /\/dev\/front same · newest 1\.0\.0 · [0-9a-f]{7}$/);
    assert.equal(prod, `${server.host}/prod/front not published`);
  });

  it('says what has changed since, and what lags behind', async () => {
    await whenChart('front', /not published in 1 of 2/);
    await writeFile(join(at('front'), 'values.yaml'), 'changed: true\n');
    await whenChart('front', /differs in 1 of 2/);
    await write('front', '0.9.0');
    await whenChart('front', /0\.9\.0 · not published in 1 of 2/);
    const [dev] = await rowsBelowChart('front');
    assert.equal(dev, `${server.host}/dev/front behind · newest 1.0.0`);
  });

  it('publishes the charts that are selected, to all their places, by one plan', async () => {
    const rows = [await chartRow('front'), await chartRow('back')];
    const asked = await answering([escape], () => run('chartroom.charts.publish', rows[0], rows));
    assert.equal(asked.length, 1);
    const plan = asked[0]?.split('\n') ?? [];
    assert.equal(plan[0], 'Publish Charts');
    assert.deepEqual(plan.slice(2), [
      `back 1.0.0 → ${server.host}/dev/back: not published`,
      `back 1.0.0 → ${server.host}/prod/back: not published`,
      `front 1.0.0 → ${server.host}/prod/front: not published`,
      `front 1.0.0 → ${server.host}/dev/front: same`,
    ]);
    await assert.rejects(tagsOf('dev/back'));

    const accept = `back 1.0.0 → ${server.host}/dev/back`;
    await answering([accept, 'Show Details'], () => run('chartroom.charts.publish', rows[0], rows));
    assert.deepEqual(await tagsOf('dev/back'), ['1.0.0']);
    assert.deepEqual(await tagsOf('prod/front'), ['1.0.0']);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# Published 3 of 3\n/);
    assert.ok(text.includes(`- \`${server.host}/prod/front:1.0.0\`: published (sha256:`));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await whenChart('front', /1\.0\.0 · same · /);
    await whenChart('back', /1\.0\.0 · same · /);
  });

  it('is about the row it is called on where that is none of those that are selected', async () => {
    const [front, back] = [await chartRow('front'), await chartRow('back')];
    const names = async (argument: unknown, selection: unknown): Promise<readonly string[]> => {
      const { charts } = await chosenCharts(argument, selection);
      return charts.map(({ directory }) => basename(directory));
    };
    assert.deepEqual(await names(front, [back]), ['front']);
    assert.deepEqual(await names(front, [front, back]), ['back', 'front']);
    assert.deepEqual(await names(undefined, undefined), ['back', 'front']);
  });

  it('publishes to the one place that is selected, and replaces only what is picked', async () => {
    await writeFile(join(at('back'), 'values.yaml'), 'changed: true\n');
    const row = await chartRow('back', `${server.host}/prod/back`);
    const digest = async (place: string): Promise<string> =>
      (await openRegistry(server.host).repository(`${place}/back`).resolve('1.0.0')).digest;
    const before = await digest('prod');
    const accept = `back 1.0.0 → ${server.host}/prod/back`;
    const [plan = ''] = await answering([accept], () => run('chartroom.charts.publish', row));
    assert.deepEqual(plan.split('\n').slice(2), [
      `back 1.0.0 → ${server.host}/prod/back: differs: replaces ${before.slice(7, 14)}`,
      `back 1.0.1: bump and publish: writes 1.0.1 in place of 1.0.0: To ${server.host}/prod/back`,
    ]);
    assert.equal(await digest('prod'), before);
  });

  it('tags the commit that was published, and none that does not hold it', async () => {
    const directory = at('front');
    const git = async (...args: readonly string[]): Promise<string> =>
      (await execute('git', args, { cwd: join(workspace, 'desk') })).stdout;
    await git('init', '--initial-branch', 'main');
    await git('config', 'user.name', 'ann');
    await git('config', 'user.email', 'ann@charts.example');
    await git('add', '.');
    const origin = join(folder, 'origin');
    await execute('git', ['init', '--bare', origin]);
    await git('remote', 'add', 'origin', origin);
    const [uncommitted = ''] = await answering([escape], async () =>
      run('chartroom.chart.tagCommit', await chartRow('front')),
    );
    assert.match(uncommitted, /front 1\.0\.0: nothing is committed yet/);
    await git('commit', '-m', 'first');
    await writeFile(join(directory, 'notes.txt'), 'not committed');
    await whenChart('front', /differs/);
    const [nowhere = ''] = await answering([escape], async () =>
      run('chartroom.chart.tagCommit', await chartRow('front')),
    );
    assert.match(nowhere, /front is nowhere published with what is in the folder/);
    await rm(join(directory, 'notes.txt'));
    await whenChart('front', /· same ·/);
    // Only its name begins as that of the folder.
    await writeFile(join(workspace, 'desk', 'fro'), 'not committed');
    await answering(['front-1.0.0', 'Push Tags to origin'], async () =>
      run('chartroom.chart.tagCommit', await chartRow('front')),
    );
    assert.equal(await git('rev-parse', 'front-1.0.0^{commit}'), await git('rev-parse', 'HEAD'));
    assert.match(await git('tag', '--list', '-n9', 'front-1.0.0'), /dev\/front:1\.0\.0@sha256:/);
    assert.match(await git('ls-remote', 'origin'), /refs\/tags\/front-1\.0\.0\n/);
    const [again = ''] = await answering([escape], async () =>
      run('chartroom.chart.tagCommit', await chartRow('front')),
    );
    assert.match(again, /front-1\.0\.0: is on this commit already/);
  });
});
