import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { loadChartFolder } from '../../src/chart/folder';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { escape } from '../support/host/script';
import { temporaryFolder } from '../support/temporaryFolder';

describe('New Chart', () => {
  it('writes a chart into the folder it is called on, and opens its Chart.yaml', async (t) => {
    const parent = await temporaryFolder(t);
    await answering(['Application', 'web'], () =>
      run('chartroom.chart.new', vscode.Uri.file(parent)),
    );
    const { metadata } = await loadChartFolder(join(parent, 'web'));
    assert.equal(metadata.name, 'web');
    const open = vscode.window.activeTextEditor?.document.uri.fsPath;
    assert.equal(open, join(parent, 'web', 'Chart.yaml'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('offers the folders where charts are, and writes nothing before there is a name', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const [, folders] = await answering(['Library', 'charts', escape], () =>
      run('chartroom.chart.new'),
    );
    assert.match(folders ?? '', /^New Chart: Folder\n.*\ncharts: .*charts\n/);
    assert.deepEqual((await readdir(join(root.fsPath, 'charts'))).sort(), ['storefront', 'worker']);
  });

  it('takes no name that is there, and none that Helm does not take', async (t) => {
    const parent = await temporaryFolder(t);
    await mkdir(join(parent, 'mine'));
    await writeFile(join(parent, 'mine', 'notes'), 'mine');
    for (const [name, words] of [
      ['mine', /has something of this name already/],
      ['a b', /Helm takes letters, digits/],
    ] as const) {
      await assert.rejects(
        answering(['Empty', name], () => run('chartroom.chart.new', vscode.Uri.file(parent))),
        words,
      );
    }
    assert.deepEqual(await readdir(parent), ['mine']);
    assert.equal(await readFile(join(parent, 'mine', 'notes'), 'utf8'), 'mine');
  });
});
