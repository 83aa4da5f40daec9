import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { publishTargetOf } from '../../src/ui/charts/publishTargets';
import { settingNames } from '../../src/ui/contributions';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { sampleChart } from '../support/host/sampleChart';
import { setRegistries, setSetting } from '../support/host/settings';
import { openRegistry } from '../support/openRegistry';
import { without } from '../support/peer';
import { startDockerRegistry, type DockerRegistry } from '../support/servers/dockerRegistry';

const directory = (): string => join(sampleChart().fsPath, '..');

/** What stands in the settings of the workspace folder. */
function written(): unknown {
  return vscode.workspace
    .getConfiguration(undefined, sampleChart())
    .inspect(settingNames.publishRepository)?.workspaceFolderValue;
}

async function unset(): Promise<void> {
  const { Global, WorkspaceFolder } = vscode.ConfigurationTarget;
  const configuration = vscode.workspace.getConfiguration(undefined, sampleChart());
  await configuration.update(settingNames.publishRepository, undefined, WorkspaceFolder);
  await configuration.update(settingNames.publishRepository, undefined, Global);
}

describe('where a chart is published', () => {
  afterEach(unset);

  it('is what the folder says, and what the user says where the folder says nothing', async () => {
    assert.equal(publishTargetOf(directory(), 'storefront'), undefined);
    await setSetting(settingNames.publishRepository, 'oci://user.example/charts/');
    assert.equal(publishTargetOf(directory(), 'storefront')?.repository, 'charts/storefront');
    await run('chartroom.chart.choosePublishTarget', sampleChart(), 'oci://folder.example/one');
    assert.equal(publishTargetOf(directory(), 'storefront')?.registry, 'folder.example');
    const worker = join(directory(), '..', 'worker');
    assert.equal(publishTargetOf(worker, 'worker')?.registry, 'user.example');
  });

  it('is written for the one chart where it is one repository', async () => {
    await run('chartroom.chart.choosePublishTarget', sampleChart(), 'oci://h.example/one');
    assert.deepEqual(written(), { 'charts/storefront': 'oci://h.example/one' });
  });
});

describe('publishing where the setting says', { skip: without('dockerRegistry') }, () => {
  let folder: string;
  let server: DockerRegistry;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startDockerRegistry({ directory: join(folder, 'registry') });
    await setRegistries({ host: server.host });
  });

  after(async () => {
    await unset();
    await setRegistries();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('offers the repositories with the reference of a push, and writes a parent for all charts', async () => {
    const asked = await answering([`oci://${server.host}/`, 'Every chart of workspace'], () =>
      run('chartroom.chart.choosePublishTarget', sampleChart()),
    );
    assert.ok(asked[0]?.includes(`pushes ${server.host}/storefront:1.4.0`), asked[0]);
    assert.equal(written(), `oci://${server.host}/`);
  });

  it('takes what is typed, for the one chart', async () => {
    await answering([{ typed: `oci://${server.host}/charts/` }, 'Only charts/storefront'], () =>
      run('chartroom.chart.choosePublishTarget', sampleChart()),
    );
    assert.deepEqual(written(), {
      'charts/storefront': `oci://${server.host}/charts/`,
      '**': `oci://${server.host}/`,
    });
  });

  it('pushes there without a question', async () => {
    await answering([], () => run('chartroom.chart.push', sampleChart()));
    const repository = openRegistry(server.host).repository('charts/storefront');
    assert.match((await repository.resolve('1.4.0')).digest, /^sha256:/);
  });

  it('pushes elsewhere when told to', async () => {
    await answering([{ typed: 'elsewhere/storefront' }], () =>
      run('chartroom.chart.pushTo', sampleChart()),
    );
    const repository = openRegistry(server.host).repository('elsewhere/storefront');
    assert.match((await repository.resolve('1.4.0')).digest, /^sha256:/);
  });

  it('leads to the setting where that cannot be read', async () => {
    await setSetting(settingNames.publishRepository, 'https://h.example/charts');
    const worker = vscode.Uri.joinPath(sampleChart(), '..', '..', 'worker', 'Chart.yaml');
    await vscode.workspace
      .getConfiguration(undefined, worker)
      .update(
        settingNames.publishRepository,
        { 'charts/worker': 'h.example' },
        vscode.ConfigurationTarget.WorkspaceFolder,
      );
    const [said = ''] = await answering(['Open Setting'], () =>
      run('chartroom.chart.push', worker),
    );
    assert.match(said, /has to begin with oci:\/\//);
  });
});
