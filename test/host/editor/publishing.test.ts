import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { settingNames } from '../../../src/ui/contributions';
import { minimalChart } from '../../support/charts/exampleCharts';
import { writeFiles } from '../../support/charts/writeFiles';
import { answering } from '../../support/host/answering';
import { run } from '../../support/host/command';
import { whenFindings } from '../../support/host/findings';
import { setRegistries, setSetting } from '../../support/host/settings';
import { without } from '../../support/peer';
import { startDockerRegistry, type DockerRegistry } from '../../support/servers/dockerRegistry';

describe('what shows only when publishing', { skip: without('dockerRegistry') }, () => {
  let server: DockerRegistry;
  let folder: string;
  let directory: string;
  let chartYaml: vscode.Uri;

  before(async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startDockerRegistry({ directory: join(folder, 'registry') });
    directory = join(workspace.uri.fsPath, 'charts', 'published');
    chartYaml = vscode.Uri.file(join(directory, 'Chart.yaml'));
    await writeFiles(directory, minimalChart('published', '1.0.0'));
    await setRegistries({ host: server.host });
    await setSetting(settingNames.publishRepository, `oci://${server.host}/charts/`);
    await whenFindings(chartYaml, (found) => found.length > 0);
  });

  after(async () => {
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    await vscode.workspace
      .getConfiguration(undefined, chartYaml)
      .update(settingNames.publishRepository, undefined, WorkspaceFolder);
    await setSetting(settingNames.publishRepository, undefined);
    await setRegistries();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(directory, { recursive: true, force: true });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says of an open chart that its version is published, and that it has changed since', async () => {
    await vscode.window.showTextDocument(chartYaml);
    await answering([], () => run('chartroom.chart.push', chartYaml));
    await whenFindings(chartYaml, (found) => has(found, 'version-published-same'));
    await writeFiles(directory, { 'values.yaml': 'changed: true\n' });
    const values = await vscode.workspace.openTextDocument(join(directory, 'values.yaml'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(values.uri, new vscode.Position(0, 0), '# changed\n');
    await vscode.workspace.applyEdit(edit);
    await values.save();
    await whenFindings(chartYaml, (found) => has(found, 'version-published-different'));
  });

  it('says of an open chart that no published version fulfils a constraint', async () => {
    const dependency = [
      'name: published',
      'version: ^9.0.0',
      `repository: oci://${server.host}/charts`,
    ];
    const text = `apiVersion: v2\nname: dependent\nversion: 1.0.0\ndependencies:\n  - ${dependency.join('\n    ')}\n`;
    const dependent = join(directory, '..', 'dependent');
    await writeFiles(dependent, { 'Chart.yaml': text, 'values.yaml': '{}\n' });
    const uri = vscode.Uri.file(join(dependent, 'Chart.yaml'));
    try {
      await whenFindings(uri, (found) => found.length > 0);
      await vscode.window.showTextDocument(uri);
      await whenFindings(uri, (found) => has(found, 'constraint-unsatisfied'));
    } finally {
      await rm(dependent, { recursive: true });
    }
  });

  it('says that a name is not that of the repository, and publishes beside it', async () => {
    const one = `oci://${server.host}/helm-test`;
    await run('chartroom.chart.choosePublishTarget', chartYaml, one);
    const found = await whenFindings(chartYaml, (now) => has(now, 'name-not-repository'));
    assert.ok(found.some((finding) => finding.startsWith('1:6-1:15 Error name-not-repository')));
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      chartYaml,
      new vscode.Range(1, 8, 1, 8),
    );
    const titles = fixes.map(({ title }) => title);
    const beside = fixes.find(({ title }) => title.startsWith('Publish to '));
    assert.ok(beside?.command, titles.join(', '));
    const { command, arguments: [step] = [] } = beside.command;
    await answering(['Only charts/published'], () => vscode.commands.executeCommand(command, step));
    await whenFindings(chartYaml, (now) => !has(now, 'name-not-repository'));
  });
});

function has(findings: readonly string[], rule: string): boolean {
  return findings.some((finding) => finding.endsWith(` ${rule}`));
}
