import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { settingNames } from '../../../src/ui/contributions';
import { minimalChart } from '../../support/charts/exampleCharts';
import { writeFiles } from '../../support/charts/writeFiles';
import { whenDiagnostics } from '../../support/host/findings';
import { setSetting } from '../../support/host/settings';
import { peer, without } from '../../support/peer';

const template = 'kind: ConfigMap\nmetadata:\n  name: {{ .Values.a.b.c }}\n';

describe('helm lint on save', { skip: without('helm') }, () => {
  let directory: string;
  let document: vscode.TextDocument;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    directory = join(folder.uri.fsPath, 'charts', 'linted');
    const files = { ...minimalChart('linted', '1.0.0'), 'templates/a.yaml': template };
    await writeFiles(directory, files);
    await setSetting(settingNames.helmPath, peer('helm'));
    const chartYaml = vscode.Uri.file(join(directory, 'Chart.yaml'));
    // Then the chart is known.
    await whenDiagnostics(chartYaml, (shown) => shown.length > 0);
    const uri = vscode.Uri.file(join(directory, 'templates', 'a.yaml'));
    document = await vscode.workspace.openTextDocument(uri);
  });

  after(async () => {
    await setSetting(settingNames.helmPath, undefined);
    await setSetting(settingNames.helmLintOnSave, undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(directory, { recursive: true, force: true });
  });

  const save = async (line: number, from: number, to: number, text: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(line, from, line, to), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  };

  it('places what Helm says of a template on the expression it is about', async () => {
    await save(0, 0, 0, 'apiVersion: v1\n');
    const [found] = await whenDiagnostics(document.uri, (shown) => shown.length > 0);
    assert.equal(found?.source, 'helm lint');
    assert.deepEqual(found.range, new vscode.Range(3, 11, 3, 24));
    assert.match(found.message, /^nil pointer evaluating/);
  });

  it('takes it away when the template is good', async () => {
    await save(3, 8, 28, 'good');
    assert.equal(document.lineAt(3).text, '  name: good');
    await whenDiagnostics(document.uri, (shown) => shown.length === 0);
  });
});
