import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import { viewIds } from '../../src/ui/contributions';
import { minimalArchive, simpleChart } from '../support/charts/exampleCharts';
import type { Files } from '../support/charts/writeFiles';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { viewRow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { escape } from '../support/host/script';
import { setRegistries } from '../support/host/settings';
import { treeOf, viewOf } from '../support/host/treeOf';
import { labelsBelow, rowAt, whenRow } from '../support/host/treeRows';
import { openRegistry } from '../support/openRegistry';
import { openDesk, type Desk } from '../support/publishing/desk';
import { startRegistry, type TestRegistry } from '../support/registry/testRegistry';

const older: Files = {
  ...simpleChart,
  'Chart.yaml': 'apiVersion: v2\nname: lobby\nversion: 1.0.0\n',
  'charts/laundry-0.1.0.tgz': minimalArchive('laundry', '0.1.0'),
};
const newer: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: lobby\nversion: 2.0.0\n',
  'values.yaml': 'replicas: 3\nimage:\n  tag: stable\nport: 80\n',
  'templates/_names.tpl': simpleChart['templates/_names.tpl'] ?? '',
  'templates/configmap.yaml': simpleChart['templates/configmap.yaml'] ?? '',
  'templates/service.yaml': 'kind: Service\n',
  'charts/laundry-0.2.0.tgz': minimalArchive('laundry', '0.2.0'),
};

/** Waits until the active editor is called so: a webview takes its time. */
async function activeTab(name: RegExp): Promise<void> {
  const { tabGroups } = vscode.window;
  const isThere = (): boolean => name.test(tabGroups.activeTabGroup.activeTab?.label ?? '');
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!isThere()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = tabGroups.onDidChangeTabs(look);
    look();
  });
}

describe('a comparison of charts', () => {
  let folder: string;
  let server: TestRegistry;
  let desk: Desk;

  before(async () => {
    await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startRegistry({ directory: join(folder, 'registry') });
    desk = await openDesk(folder);
    await publish('lobby', older, '1.0.0');
    await publish('lobby', newer, '2.0.0');
    await setRegistries({ host: server.host });
  });

  after(async () => {
    await run('chartroom.comparison.close');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await setRegistries();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function publish(name: string, files: Files, tag: string): Promise<void> {
    const { reference } = await saveChart(await desk.chart(`${name}-${tag}`, files), desk.saved);
    const repository = openRegistry(server.host).repository(`charts/${name}`);
    await pushChart(desk.saved, reference, repository, tag);
  }

  const version = (tag: string) => viewRow(server.host, 'charts', 'lobby', tag);
  const comparison = () => ({
    tree: treeOf(viewIds.comparison),
    view: viewOf(viewIds.comparison),
  });
  const itemAt = async (first: string, ...path: string[]) => {
    const { tree } = comparison();
    return tree.getTreeItem(await rowAt(tree, first, ...path));
  };
  const open = async (first: string, ...path: string[]): Promise<vscode.TabInputTextDiff> => {
    const { command } = await itemAt(first, ...path);
    assert.ok(command);
    await vscode.commands.executeCommand(
      command.command,
      ...((command.arguments ?? []) as unknown[]),
    );
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    return input;
  };
  const textOf = async (uri: vscode.Uri) =>
    (await vscode.workspace.openTextDocument(uri)).getText();

  /** Saves the values of the sample chart with a line more, and puts them back in the end. */
  async function withMoreValues(use: (values: vscode.Uri) => Promise<void>): Promise<void> {
    const values = vscode.Uri.file(join(dirname(sampleChart().fsPath), 'values.yaml'));
    const document = await vscode.workspace.openTextDocument(values);
    const text = document.getText();
    const end = document.positionAt(text.length);
    // Both by the editor, which would take what is written behind its back for a conflict.
    const save = async (change: (edit: vscode.WorkspaceEdit) => void): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      change(edit);
      await vscode.workspace.applyEdit(edit);
      assert.ok(await document.save());
    };
    await save((edit) => {
      edit.insert(values, end, 'added: true\n');
    });
    try {
      await use(values);
    } finally {
      await save((edit) => {
        edit.delete(values, new vscode.Range(end, new vscode.Position(document.lineCount, 0)));
      });
      assert.equal(document.getText(), text);
    }
  }

  it('of two rows that are selected shows what changed as folders, the older before', async () => {
    const rows = [await version('2.0.0'), await version('1.0.0')];
    await run('chartroom.compare.selected', rows[0], rows);
    const { view, tree } = comparison();
    assert.equal(view.title, 'lobby:1.0.0 ↔ 2.0.0');
    assert.equal(view.message, '');
    assert.deepEqual(await labelsBelow(tree), [
      ...['Summary', 'charts/laundry', 'crds', 'templates'],
      ...['Chart.yaml', 'README.md', 'values.schema.json', 'values.yaml'],
    ]);
    assert.deepEqual(await labelsBelow(tree, await rowAt(tree, 'charts/laundry')), ['Chart.yaml']);
    assert.equal((await itemAt('charts/laundry')).description, '0.1.0 → 0.2.0');
    assert.equal(
      (await itemAt('Summary')).description,
      '1.0.0 → 2.0.0 · values: 1 added, 1 changed',
    );
    const values = await itemAt('values.yaml');
    assert.equal(values.description, '+2 −1');
    assert.equal(
      values.accessibilityInformation?.label,
      'values.yaml, changed, lines added: 2, lines removed: 1',
    );
  });

  it('opens each file in the diff editor, against nothing where it is new or gone', async () => {
    const changed = await open('values.yaml');
    assert.deepEqual([changed.original.scheme, changed.modified.scheme], ['chart', 'chart']);
    assert.equal(await textOf(changed.original), older['values.yaml']);
    assert.equal(await textOf(changed.modified), newer['values.yaml']);
    const added = await open('templates', 'service.yaml');
    assert.equal(await textOf(added.original), '');
    assert.equal(await textOf(added.modified), 'kind: Service\n');
    const removed = await open('README.md');
    assert.equal(await textOf(removed.original), older['README.md']);
    assert.equal(await textOf(removed.modified), '');
    const inSubchart = await open('charts/laundry', 'Chart.yaml');
    assert.match(inSubchart.original.path, /\/charts\/laundry-0\.1\.0\.tgz\/Chart\.yaml$/);
    assert.match(await textOf(inSubchart.modified), /version: 0\.2\.0/);
  });

  it('opens all files in one editor', async () => {
    await run('chartroom.comparison.openAll');
    await activeTab(/^lobby:1\.0\.0 ↔ 2\.0\.0/);
  });

  it('gives a summary for a changelog, which can be shown', async () => {
    await run('chartroom.comparison.copySummary');
    const summary = await vscode.env.clipboard.readText();
    assert.match(summary, /^### Chart\n\n- Version: `1\.0\.0` → `2\.0\.0`\n/);
    assert.match(
      summary,
      /\n### Values\n\n- Changed `replicas`: `2` → `3`\n- Added `port`: `80`\n$/,
    );
    await run('chartroom.comparison.showSummary');
    await activeTab(/Changes\.md/);
  });

  it('can be turned round', async () => {
    await run('chartroom.comparison.swap');
    assert.equal(comparison().view.title, 'lobby:2.0.0 ↔ 1.0.0');
    const removed = await open('templates', 'service.yaml');
    assert.equal(await textOf(removed.modified), '');
  });

  it('of a version that is selected first, and another later', async () => {
    await run('chartroom.compare.select', await version('1.0.0'));
    await run('chartroom.compare.withSelected', await version('2.0.0'));
    assert.equal(comparison().view.title, 'lobby:1.0.0 ↔ 2.0.0');
  });

  it('asks what to compare a version with, its other versions first', async () => {
    const row = await version('2.0.0');
    const [asked] = await answering(['1.0.0'], () => run('chartroom.compare.version', row));
    assert.match(asked ?? '', /Compare lobby:2\.0\.0 with…\n1\.0\.0$/);
    assert.equal(comparison().view.title, 'lobby:1.0.0 ↔ 2.0.0');
  });

  it('takes a reference that is typed, and one of a host that is not connected', async () => {
    await setRegistries();
    const reference = (tag: string) => `${server.host}/charts/lobby:${tag}`;
    await answering([{ typed: reference('1.0.0') }, { typed: reference('2.0.0') }], () =>
      run('chartroom.compare.version'),
    );
    const changed = await open('values.yaml');
    assert.equal(await textOf(changed.original), older['values.yaml']);
    await setRegistries({ host: server.host });
  });

  it('of the same content says so', async () => {
    const digest = await openRegistry(server.host).repository('charts/lobby').manifest('2.0.0');
    const { layers } = JSON.parse(Buffer.from(digest.bytes).toString()) as {
      layers: { digest: string }[];
    };
    const reference = `${server.host}/charts/lobby:2.0.0`;
    await run('chartroom.compare.version', reference, reference);
    const { view, tree } = comparison();
    assert.equal(view.message, `The same content, ${(layers[0]?.digest ?? '').slice(0, 14)}`);
    assert.deepEqual(await labelsBelow(tree), []);
  });

  it('of more than two says how many there are', async () => {
    const row = await version('2.0.0');
    const [asked] = await answering([escape], () =>
      run('chartroom.compare.selected', row, [row, row, row]),
    );
    assert.match(asked ?? '', /Two charts can be compared at a time, and 3 are selected/);
  });

  it('with the workspace has the file itself on that side, and follows it', async () => {
    await run('chartroom.chart.save', sampleChart());
    await answering(['storefront:1.4.0'], () => run('chartroom.compare.chart', sampleChart()));
    const { view, tree } = comparison();
    assert.equal(view.title, 'storefront:1.4.0 (saved) ↔ workspace');
    assert.match(view.message ?? '', /^The same content, sha256:/);

    const changed = whenRow(tree, 'values.yaml');
    await withMoreValues(async (values) => {
      await changed;
      assert.deepEqual(await labelsBelow(tree), ['Summary', 'values.yaml']);
      const input = await open('values.yaml');
      assert.deepEqual([input.original.scheme, input.modified.fsPath], ['chart', values.fsPath]);
    });
  });

  it('that somebody waits for is shown, though the one before it follows the workspace', async () => {
    await publish('annex', { ...older, 'crds/annex.yaml': 'kind: Annex\n' }, '1.0.0');
    let goOn: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (goOn = resolve));
    const asked = new Promise<void>((resolve) => {
      const when = ({ path }: { path: string }): boolean => {
        if (!path.includes('/annex/blobs/')) return false;
        resolve();
        return true;
      };
      server.faults.add({ when, then: { kind: 'delay', until } });
    });
    await answering(['storefront:1.4.0'], () => run('chartroom.compare.chart', sampleChart()));
    const names = ['annex:1.0.0', 'lobby:2.0.0'].map((name) => `${server.host}/charts/${name}`);
    const comparing = run('chartroom.compare.version', ...names);
    await asked;
    const followed = whenRow(comparison().tree, 'values.yaml');
    await withMoreValues(() => followed);
    goOn();
    await comparing;
    assert.equal(comparison().view.title, 'annex:1.0.0 ↔ lobby:2.0.0');
  });

  it('is closed with its view', async () => {
    await run('chartroom.comparison.close');
    assert.deepEqual(await labelsBelow(comparison().tree), []);
  });
});
