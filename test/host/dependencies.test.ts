import assert from 'node:assert/strict';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import { silentLog } from '../../src/base/log';
import { openLayout } from '../../src/oci/layout/layout';
import { createChartsTree, type ChartsTree } from '../../src/ui/charts/chartsView';
import { createContents } from '../../src/ui/contents/contents';
import { createSavedTree } from '../../src/ui/saved/savedView';
import { minimalArchive, minimalChart } from '../support/charts/exampleCharts';
import { writeFiles } from '../support/charts/writeFiles';
import { publishCharts } from '../support/dependencies/publishCharts';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { sampleChart } from '../support/host/sampleChart';
import { rowAt, whenRow } from '../support/host/treeRows';
import { startChartRepository } from '../support/servers/chartRepository';
import { temporaryFolder } from '../support/temporaryFolder';

/** A chart repository with redis 1.0.0 and 1.2.0, which may want a login. */
async function repository(t: TestContext, login?: { username: string; password: string }) {
  const folder = await publishCharts(join(await temporaryFolder(t), 'repository'), [
    ['redis', '1.0.0'],
    ['redis', '1.2.0'],
  ]);
  const server = await startChartRepository({ folder, ...(login && { login }) });
  t.after(() => server.stop());
  return server;
}

function chartOn(url: string, version = '^1.0.0'): { 'Chart.yaml': string } {
  const dependencies = `dependencies:\n  - name: redis\n    version: ${version}\n    repository: ${url}\n`;
  return { 'Chart.yaml': `apiVersion: v2\nname: till\nversion: 0.1.0\n${dependencies}` };
}

describe('Update Dependencies', () => {
  it('asks to sign in where a chart repository wants that, and fills charts/ then', async (t) => {
    const { url } = await repository(t, { username: 'ann', password: 'secret' });
    const chart = await writeFiles(join(await temporaryFolder(t), 'till'), chartOn(url));
    const update = () => run('chartroom.dependencies.update', vscode.Uri.file(chart));
    const [refusal] = await answering(['Sign In', 'ann', 'secret'], update);
    assert.match(refusal ?? '', /wants a login for its index.*\nSign In\nShow Log$/s);
    await answering([], update);
    assert.deepEqual(await readdir(join(chart, 'charts')), ['redis-1.2.0.tgz']);
    assert.match(await readFile(join(chart, 'Chart.lock'), 'utf8'), /version: 1\.2\.0\n/);
  });

  it('opens the dependency that cannot be had', async (t) => {
    const { url } = await repository(t);
    const chart = await writeFiles(join(await temporaryFolder(t), 'till'), chartOn(url, '^2.0.0'));
    const [problem] = await answering(['Open File'], () =>
      run('chartroom.dependencies.update', vscode.Uri.file(chart)),
    );
    assert.match(problem ?? '', /satisfies \^2\.0\.0; the newest are 1\.2\.0, 1\.0\.0/);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, join(chart, 'Chart.yaml'));
    assert.equal(editor.document.lineAt(editor.selection.active.line).text, '    version: ^2.0.0');
  });
});

describe('Build Dependencies from the Lock', () => {
  it('gets the locked versions, and offers an update where the lock is out of step', async (t) => {
    const { url } = await repository(t);
    const chart = await writeFiles(join(await temporaryFolder(t), 'till'), chartOn(url, '1.0.0'));
    const uri = vscode.Uri.file(chart);
    await answering([], () => run('chartroom.dependencies.build', uri));
    assert.deepEqual(await readdir(join(chart, 'charts')), ['redis-1.0.0.tgz']);
    await writeFile(join(chart, 'Chart.yaml'), chartOn(url)['Chart.yaml']);
    const [problem] = await answering(['Update Dependencies'], () =>
      run('chartroom.dependencies.build', uri),
    );
    assert.match(problem ?? '', /Chart\.lock is out of step/);
    assert.deepEqual(await readdir(join(chart, 'charts')), ['redis-1.2.0.tgz']);
  });
});

describe('the Charts view', () => {
  it('shows a chart that is moved into the workspace in one go, folder and all', async (t) => {
    const elsewhere = await temporaryFolder(t);
    await writeFiles(join(elsewhere, 'comer'), minimalChart('comer', '1.0.0'));
    const tree = await openTree(t);
    await tree.getChildren();
    const directory = join(sampleChart().fsPath, '..', '..', '..', 'moved');
    t.after(() => vscode.workspace.fs.delete(vscode.Uri.file(directory), { recursive: true }));
    await rename(elsewhere, directory);
    await whenRow(tree, 'comer');
  });

  it('shows what a chart depends on, what is locked and what is in charts/', async (t) => {
    const directory = join(sampleChart().fsPath, '..', '..', 'till');
    const dependencies = ['good', 'old', 'gone'].map(
      (name) => `  - name: ${name}\n    version: ^1.0.0\n    repository: https://charts.example\n`,
    );
    await writeFiles(directory, {
      'Chart.yaml': `apiVersion: v2\nname: till\nversion: 0.1.0\ndependencies:\n${dependencies.join('')}`,
      'Chart.lock':
        'dependencies:\n- name: good\n  repository: https://charts.example\n  version: 1.4.0\n',
      'charts/good-1.4.0.tgz': minimalArchive('good', '1.4.0'),
      'charts/old-0.3.0.tgz': minimalArchive('old', '0.3.0'),
      'charts/stray-1.0.0.tgz': minimalArchive('stray', '1.0.0'),
    });
    t.after(() => vscode.workspace.fs.delete(vscode.Uri.file(directory), { recursive: true }));
    const tree = await openTree(t);
    const chart = await rowAt(tree, 'till');
    const item = await tree.getTreeItem(chart);
    assert.equal(item.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const rows = (await tree.getChildren(chart)) ?? [];
    const items = await Promise.all(rows.map(async (row) => tree.getTreeItem(row)));
    assert.deepEqual(
      items.map(({ label, description, contextValue }) => [label, description, contextValue]),
      [
        ['good', '^1.0.0 → 1.4.0 · ok', 'dependency ok'],
        ['old', '^1.0.0 · wrong version', 'dependency wrong-version'],
        ['gone', '^1.0.0 · missing', 'dependency missing'],
        ['stray', '1.0.0 · not in Chart.yaml', 'dependency undeclared'],
      ],
    );
    const [, selection] = (items[1]?.command?.arguments ?? []) as [
      vscode.Uri,
      { selection: vscode.Range },
    ];
    assert.equal(selection.selection.start.line, 7);
    const plain = await tree.getTreeItem(await rowAt(tree, 'worker'));
    assert.equal(plain.collapsibleState, vscode.TreeItemCollapsibleState.None);
  });
});

async function openTree(t: TestContext): Promise<ChartsTree> {
  const layout = openLayout(join(await temporaryFolder(t), 'saved'));
  const saved = createSavedTree(layout, createContents({ list: () => [] }, layout));
  const tree = createChartsTree(saved, silentLog);
  t.after(() => {
    tree.dispose();
    saved.dispose();
  });
  return tree;
}
