import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { settingNames } from '../../../src/ui/contributions';
import { writeFiles } from '../../support/charts/writeFiles';
import { answering } from '../../support/host/answering';
import { diagnosticsIn, findingsIn, whenFindings } from '../../support/host/findings';
import { run } from '../../support/host/command';
import { setSetting } from '../../support/host/settings';
import { temporaryFolder } from '../../support/temporaryFolder';

const faulty = [
  'apiVersion: v2',
  'name: trial',
  'version: 1.10 # read as a number',
  'descripton: misspelt',
  'icon: https://charts.example/icon.svg',
  '',
].join('\n');

describe('what is found in the charts of the workspace', () => {
  let directory: string;
  let chartYaml: vscode.Uri;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    directory = join(folder.uri.fsPath, 'charts', 'trial');
    chartYaml = vscode.Uri.file(join(directory, 'Chart.yaml'));
    // In a browser VS Code saves by itself after a second.
    await setSetting('files.autoSave', 'off');
    await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
  });

  after(async () => {
    await setSetting('files.autoSave', undefined);
    await setSetting(settingNames.diagnosticsRules, undefined);
    await setSetting(settingNames.diagnosticsEnabled, undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(directory, { recursive: true, force: true });
  });

  beforeEach(async () => {
    const files = { 'Chart.yaml': faulty, 'values.yaml': '{}\n', 'templates/a.yaml': '' };
    await writeFiles(directory, files);
    await whenFindings(chartYaml, (found) => has(found, 'version-not-text'));
  });

  it('stands on the words it is about, though no editor has the file open', () => {
    assert.deepEqual(findingsIn(chartYaml), [
      '2:9-2:13 Error version-not-text',
      '3:0-3:10 Warning key-unknown',
    ]);
  });

  it('has a code that leads to the page of its rule', () => {
    const codes = diagnosticsIn(chartYaml).map(({ code }) => code);
    const [first] = codes;
    assert.ok(typeof first === 'object');
    assert.match(
      first.target.toString(true),
      /^command:chartroom\.rules\.open\?.*version-not-text/,
    );
  });

  it('follows what is typed and not saved', async () => {
    const document = await vscode.workspace.openTextDocument(chartYaml);
    await replace(document, '1.10', '"1.10.0"');
    const found = await whenFindings(chartYaml, (now) => !has(now, 'version-not-text'));
    assert.deepEqual(found, ['3:0-3:10 Warning key-unknown']);
    assert.equal(document.isDirty, true);
    await replace(document, 'apiVersion: v2\n', '');
    await whenFindings(chartYaml, (now) => has(now, 'api-version-missing'));
    await revert(document);
    await whenFindings(chartYaml, (now) => has(now, 'version-not-text'));
  });

  it('is taken away by its quick fix, and nothing else changes', async () => {
    const document = await vscode.workspace.openTextDocument(chartYaml);
    const fixes = await actionsAt(chartYaml, new vscode.Range(3, 2, 3, 2));
    const rename = fixes.find(({ title }) => title.includes('description'));
    assert.ok(rename?.edit, fixes.map(({ title }) => title).join(', '));
    assert.equal(rename.isPreferred, true);
    await vscode.workspace.applyEdit(rename.edit);
    await whenFindings(chartYaml, (now) => !has(now, 'key-unknown'));
    assert.equal(document.getText(), faulty.replace('descripton', 'description'));
    await revert(document);
  });

  it('is fixed all at once where that is safe', async () => {
    const document = await vscode.workspace.openTextDocument(chartYaml);
    const kind = vscode.CodeActionKind.SourceFixAll.append('chartroom');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [fixAll] = await actionsAt(chartYaml, whole, kind.value);
    assert.ok(fixAll?.edit);
    await vscode.workspace.applyEdit(fixAll.edit);
    await whenFindings(chartYaml, (now) => !has(now, 'version-not-text'));
    await revert(document);
  });

  it('is as severe as the setting says', async () => {
    await setSetting(settingNames.diagnosticsRules, { 'key-unknown': 'error' });
    await whenFindings(chartYaml, (now) => now.includes('3:0-3:10 Error key-unknown'));
    const fixes = await actionsAt(chartYaml, new vscode.Range(3, 2, 3, 2));
    const choose = fixes.find(({ command }) => command?.command === 'chartroom.rules.setLevel');
    assert.ok(choose?.command);
    const { arguments: [argument] = [] } = choose.command;
    await answering(['Information'], () => run('chartroom.rules.setLevel', argument));
    await whenFindings(chartYaml, (now) => now.includes('3:0-3:10 Information key-unknown'));
    await run('chartroom.rules.turnOff', argument);
    await whenFindings(chartYaml, (now) => !has(now, 'key-unknown'));
    await unsetInFolder(chartYaml);
  });

  it('is gone where checking is turned off', async () => {
    await setSetting(settingNames.diagnosticsEnabled, false);
    await whenFindings(chartYaml, (now) => now.length === 0);
    await setSetting(settingNames.diagnosticsEnabled, undefined);
    await whenFindings(chartYaml, (now) => now.length > 0);
  });

  it('comes with a chart that is moved into the workspace in one go', async (t) => {
    const elsewhere = await temporaryFolder(t);
    await writeFiles(join(elsewhere, 'trial'), { 'Chart.yaml': faulty });
    const moved = join(directory, '..', '..', 'moved-in');
    await rename(elsewhere, moved);
    const arrived = vscode.Uri.file(join(moved, 'trial', 'Chart.yaml'));
    await whenFindings(arrived, (now) => now.length > 0);
    await rm(moved, { recursive: true });
    await whenFindings(arrived, (now) => now.length === 0);
  });

  it('goes with the chart', async () => {
    const moved = `${directory}-moved`;
    await rename(directory, moved);
    await whenFindings(chartYaml, (now) => now.length === 0);
    await whenFindings(vscode.Uri.file(join(moved, 'Chart.yaml')), (now) => now.length > 0);
    await rm(moved, { recursive: true });
    await whenFindings(vscode.Uri.file(join(moved, 'Chart.yaml')), (now) => now.length === 0);
  });
});

function has(findings: readonly string[], rule: string): boolean {
  return findings.some((finding) => finding.endsWith(` ${rule}`));
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, to);
  await vscode.workspace.applyEdit(edit);
}

async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: string,
): Thenable<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind);
}

async function unsetInFolder(uri: vscode.Uri): Promise<void> {
  await vscode.workspace
    .getConfiguration(undefined, uri)
    .update(settingNames.diagnosticsRules, undefined, vscode.ConfigurationTarget.WorkspaceFolder);
}
