import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { settingNames } from '../../../src/ui/contributions';
import {
  hints,
  hover,
  labels,
  lenses,
  openMarked,
  taking,
  type Opened,
} from '../../support/host/chartEditor';
import { setSetting } from '../../support/host/settings';
import { openDesk, type Desk } from '../../support/publishing/desk';

let desk: Desk;
const open = (marked: string, name?: string): Promise<Opened> => openMarked(desk, marked, name);

before(async () => {
  await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
  desk = await openDesk(await mkdtemp(join(tmpdir(), 'chartroom-host-')));
});

after(async () => {
  await rm(desk.folder, { recursive: true, force: true });
});

describe('a Chart.yaml in the editor, without a registry', () => {
  it('offers the keys that are not there, those that have to be first', async () => {
    const offered = await labels(await open('apiVersion: v2\n|\ndescription: x\n'));
    assert.deepEqual(offered.slice(0, 2), ['name', 'version']);
    assert.ok(offered.includes('kubeVersion'));
    assert.ok(!offered.includes('apiVersion'));
  });

  it('adds a maintainer where there is none', async () => {
    const { document } = await open('name: x\n|');
    const [add] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 0, 0),
      vscode.CodeActionKind.RefactorRewrite.value,
    );
    assert.equal(add?.title, 'Add a Maintainer');
    assert.ok(add.edit && (await vscode.workspace.applyEdit(add.edit)));
    assert.equal(
      document.getText(),
      'name: x\nmaintainers:\n  - name: Name\n    email: name@example.org\n',
    );
  });

  it('offers the keys of an item, and items for a list', async () => {
    const inItem = await labels(await open('dependencies:\n  - name: a\n    |\n'));
    assert.ok(inItem.includes('import-values') && !inItem.includes('name'));
    const inList = await labels(await open('dependencies:\n  |\n'));
    assert.ok(inList.includes('dependency (oci)') && !inList.includes('name'));
  });

  it('offers the values there are', async () => {
    assert.deepEqual(await labels(await open('type: |\n')), ['application', 'library']);
    const text = await taking('true', await open('annotations:\n  artifacthub.io/operator: |\n'));
    assert.equal(text, 'annotations:\n  artifacthub.io/operator: "true"\n');
  });

  it('writes a snippet at the indentation of the list', async () => {
    const text = await taking('dependency (oci)', await open('name: x\ndependencies:\n  |\n'));
    assert.equal(
      text,
      'name: x\ndependencies:\n  - name: chart\n    version: ^1.0.0\n    repository: oci://registry.example/charts\n',
    );
  });

  it('offers nothing in comments, in block scalars and in other files', async () => {
    assert.deepEqual(await labels(await open('name: x # n|\n')), []);
    assert.deepEqual(await labels(await open('annotations:\n  a: >\n    n|\n')), []);
    assert.deepEqual(await labels(await open('na|\n', 'values.yaml')), []);
  });

  it('says what keys mean, and what a version becomes', async () => {
    assert.match(await hover(await open('kube|Version: ">=1.25.0-0"\n')), /version of Kubernetes/);
    assert.match(
      await hover(await open('annotations:\n  artifacthub.io/lic|ense: MIT\n')),
      /SPDX identifier/,
    );
    const tagged = await hover(await open('name: x\nversion: 1.0.0+bui|ld.7\n'));
    assert.match(tagged, /Its tag is 1\.0\.0_build\.7/);
  });

  it('shows what a lock file has come to, behind the constraint', async () => {
    const opened = await open(
      'dependencies:\n  - name: cache\n    version: ^1.2.0\n    repository: oci://not.example/charts\n',
    );
    assert.deepEqual(await hints(opened), []);
    await writeFile(
      join(opened.document.uri.fsPath, '..', 'Chart.lock'),
      'dependencies:\n- name: cache\n  repository: oci://not.example/charts\n  version: 1.4.2\n',
    );
    assert.deepEqual(await hints(opened), ['2:19 → 1.4.2']);
  });

  it('leads to pages and to charts beside it', async () => {
    const { document } = await open(
      'home: https://home.example\nsources: ["https://git.example/x"]\ndependencies:\n  - name: b\n    repository: file://../b\n  - name: c\n    repository: oci://not.example/charts\n',
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const targets = new Set(links.map(({ target }) => target?.toString().replace(/\/$/, '')));
    const beside = vscode.Uri.file(join(document.uri.fsPath, '..', '..', 'b', 'Chart.yaml'));
    assert.ok(targets.has('https://home.example'));
    assert.ok(targets.has('https://git.example/x'));
    assert.ok(targets.has(beside.toString()));
    assert.ok(![...targets].some((target) => target?.includes('not.example')));
  });

  it('has lenses, unless the setting says no', async () => {
    const opened = await open('# first\nname: app\nversion: 1.0.0\n');
    assert.deepEqual(await lenses(opened), ['Save', 'Push…', 'Bump…']);
    await setSetting(settingNames.codeLens, false);
    assert.deepEqual(await lenses(opened), []);
    await setSetting(settingNames.codeLens, undefined);
  });
});
