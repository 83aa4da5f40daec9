import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import type { Repository } from '../../src/registries/registry';
import { connectAcr, everything, setUpAcr } from '../support/acr/acrFixture';
import { minimalChart } from '../support/charts/exampleCharts';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { connectBy } from '../support/host/connectBy';
import { viewRow } from '../support/host/registriesView';
import { escape } from '../support/host/script';
import { setRegistries } from '../support/host/settings';
import { without } from '../support/peer';
import { problemOf } from '../support/problemOf';
import { setUpDesk } from '../support/publishing/desk';
import { pushSignedChart } from '../support/publishing/pushSignedChart';

interface Published {
  /** What a client that is not the extension's sees. */
  readonly repository: Repository;
  /** The rows of the view, as commands get them. */
  readonly repositoryRow: () => Promise<unknown>;
  readonly versionRow: () => Promise<unknown>;
}

/** The chart app as 1.0.0 and stable, in a registry that can do all there is and is connected. */
async function publish(t: TestContext): Promise<Published> {
  const { front, desk } = await setUpAcr(t, {
    accounts: { ci: everything },
    passwords: { ci: 'secret' },
  });
  const { host } = front;
  const login = { kind: 'password', username: 'ci', password: 'secret' } as const;
  const repository = connectAcr(host, { login }).repository('charts/app');
  const directory = await desk.chart('app', minimalChart('app', '1.0.0'));
  const { reference } = await saveChart(directory, desk.saved);
  const { digest } = await pushChart(desk.saved, reference, repository, '1.0.0');
  await repository.tag(digest, 'stable');
  t.after(() => setRegistries());
  await connectBy(
    'Azure Container Registry',
    'Repository token or admin user',
    host,
    'ci',
    'secret',
  );
  return {
    repository,
    repositoryRow: () => viewRow(host, 'charts', 'app'),
    versionRow: () => viewRow(host, 'charts', 'app', '1.0.0'),
  };
}

async function tagsOf(repository: Repository): Promise<readonly string[]> {
  const tags: string[] = [];
  for await (const { items } of repository.versions()) tags.push(...items.map(({ tag }) => tag));
  return tags.sort();
}

describe('commands for what only some hosts can do', { skip: without('dockerRegistry') }, () => {
  it('Describe Version shows what the host says, and that it is a chart', async (t) => {
    const { repository, versionRow } = await publish(t);
    const { digest } = await repository.resolve('1.0.0');
    await run('chartroom.version.describe', await versionRow());
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'chartroom-description');
    assert.equal(document.languageId, 'yaml');
    const text = document.getText();
    assert.match(text, /^# \S+\/charts\/app:1\.0\.0\nHelm chart: Yes\n/);
    assert.match(text, /\n {2}Name: app\n {2}Version: 1\.0\.0\n/);
    assert.ok(text.includes(`  Digest: ${digest}\n`));
    assert.match(text, /\n {2}Tags:\n {4}- 1\.0\.0\n {4}- stable\n/);
    assert.match(text, /\n {2}Lock: none\n/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('Lock Version asks against what', async (t) => {
    const { repository, versionRow } = await publish(t);
    const lockOf = async () => (await repository.describe?.('1.0.0'))?.lock;
    await answering([escape], async () => run('chartroom.version.lock', await versionRow()));
    assert.deepEqual(await lockOf(), { write: true, delete: true });
    await answering(['Deletion'], async () => run('chartroom.version.lock', await versionRow()));
    assert.deepEqual(await lockOf(), { write: true, delete: false });
  });

  it('Unlock Version allows changes and deletion again', async (t) => {
    const { repository, versionRow } = await publish(t);
    await repository.lock?.('1.0.0', { write: false, delete: false });
    await run('chartroom.version.unlock', await versionRow());
    assert.deepEqual((await repository.describe?.('1.0.0'))?.lock, { write: true, delete: true });
  });

  it('Remove Tag says what becomes of the version, and takes one tag off', async (t) => {
    const { repository, versionRow } = await publish(t);
    await answering([escape], async () => run('chartroom.version.untag', await versionRow()));
    assert.deepEqual(await tagsOf(repository), ['1.0.0', 'stable']);
    const [question] = await answering(['Remove Tag'], async () =>
      run('chartroom.version.untag', await versionRow()),
    );
    assert.match(question ?? '', /The version sha256:\w+ stays, as stable\./);
    assert.deepEqual(await tagsOf(repository), ['stable']);
  });

  it('Delete Version names the tags that go, and goes by digest', async (t) => {
    const { repository, versionRow } = await publish(t);
    await answering([escape], async () => run('chartroom.version.delete', await versionRow()));
    assert.deepEqual(await tagsOf(repository), ['1.0.0', 'stable']);
    const [question] = await answering(['Delete'], async () =>
      run('chartroom.version.delete', await versionRow()),
    );
    assert.match(question ?? '', /goes with its 2 tags: 1\.0\.0, stable\./);
    assert.deepEqual(await tagsOf(repository), []);
  });

  it('Delete Version of several rows asks once, and deletes each with its tags', async (t) => {
    const { repository, versionRow } = await publish(t);
    await pushSignedChart(repository);
    const first = await versionRow();
    const second = await viewRow(repository.host, 'charts', 'app', '1.4.0');
    const deleteBoth = () => run('chartroom.version.delete', first, [first, second]);
    await answering([escape], deleteBoth);
    assert.deepEqual(await tagsOf(repository), ['1.0.0', '1.4.0', 'stable']);
    const [question] = await answering(['Delete'], deleteBoth);
    assert.match(
      question ?? '',
      /^Delete 2 versions\?\n.*app:1\.0\.0, .*app:stable, .*app:1\.4\.0/,
    );
    assert.deepEqual(await tagsOf(repository), []);
  });

  it('Unlock Version is the way out when a lock keeps it from being deleted', async (t) => {
    const { repository, versionRow } = await publish(t);
    await repository.lock?.('1.0.0', { write: true, delete: false });
    const asked = await answering(['Delete', 'Unlock Version'], async () =>
      run('chartroom.version.delete', await versionRow()),
    );
    assert.match(asked[1] ?? '', /Unlock Version\nShow Log$/);
    assert.deepEqual((await repository.describe?.('1.0.0'))?.lock, { write: true, delete: true });
    await answering(['Delete'], async () => run('chartroom.version.delete', await versionRow()));
    assert.deepEqual(await tagsOf(repository), []);
  });

  it('Delete Repository wants its name typed, and lists what goes', async (t) => {
    const { repository, repositoryRow } = await publish(t);
    await answering([escape], async () =>
      run('chartroom.repository.delete', await repositoryRow()),
    );
    assert.equal((await tagsOf(repository)).length, 2);
    const [question] = await answering(['charts/app'], async () =>
      run('chartroom.repository.delete', await repositoryRow()),
    );
    assert.match(question ?? '', /Versions lost for good: 1, with the tags .*1\.0\.0/);
    assert.equal((await problemOf(tagsOf(repository))).code, 'oci.not-found');
  });
});

describe('Bump Chart Version', () => {
  it('writes the version into a Chart.yaml that is being typed in, and saves it', async (t) => {
    const desk = await setUpDesk(t);
    const directory = await desk.chart('app', {
      'Chart.yaml': 'apiVersion: v2\r\nname: app\r\nversion: "1.0.0" # of today\r\n',
    });
    const uri = vscode.Uri.file(`${directory}/Chart.yaml`);
    const document = await vscode.workspace.openTextDocument(uri);
    const typing = new vscode.WorkspaceEdit();
    typing.insert(uri, new vscode.Position(0, 0), '# typed a moment ago\r\n');
    await vscode.workspace.applyEdit(typing);
    assert.equal(document.isDirty, true);

    await run('chartroom.chart.bumpVersion', directory, '1.1.0-rc.1');
    assert.equal(document.isDirty, false);
    assert.equal(
      await readFile(uri.fsPath, 'utf8'),
      '# typed a moment ago\r\napiVersion: v2\r\nname: app\r\nversion: "1.1.0-rc.1" # of today\r\n',
    );
  });

  it('takes no version that Helm would not take', async (t) => {
    const desk = await setUpDesk(t);
    const directory = await desk.chart('app', minimalChart('app', '1.0.0'));
    const before = await readFile(`${directory}/Chart.yaml`, 'utf8');
    const [error] = await answering([escape], () =>
      run('chartroom.chart.bumpVersion', directory, 'next'),
    );
    assert.match(error ?? '', /^Helm takes no "next" as a version/);
    assert.equal(await readFile(`${directory}/Chart.yaml`, 'utf8'), before);
  });
});
