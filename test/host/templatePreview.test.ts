import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { settingNames } from '../../src/ui/contributions';
import { createPreviewDiagnostics } from '../../src/ui/helm/previewDiagnostics';
import { minimalChart } from '../support/charts/exampleCharts';
import { writeFiles } from '../support/charts/writeFiles';
import { setEnvironment } from '../support/environment';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { whenDiagnostics } from '../support/host/findings';
import { escape } from '../support/host/script';
import { setSetting } from '../support/host/settings';
import { whenText } from '../support/host/whenText';
import { peer, without } from '../support/peer';

const template = 'kind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n';

describe('the preview of templates', { skip: without('helm') }, () => {
  let outside: string;
  let directory: string;
  let templateFile: vscode.Uri;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    outside = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    directory = join(folder.uri.fsPath, 'charts', 'shown');
    await writeFiles(directory, {
      ...minimalChart('shown', '1.0.0'),
      'values.yaml': 'name: own\n',
      'ci/dev.yaml': 'name: dev\n',
      'values-z.yaml': 'name: z\n',
      'templates/a.yaml': template,
      'templates/b.yaml': 'kind: Secret\nmetadata:\n  name: b\n',
      'templates/_names.tpl': '{{ define "x" }}x{{ end }}\n',
    });
    templateFile = vscode.Uri.file(join(directory, 'templates', 'a.yaml'));
    await setSetting(settingNames.helmPath, peer('helm'));
    // Else its diagnostics could be there first.
    await setSetting(settingNames.helmLintOnSave, false);
  });

  after(async () => {
    await setSetting(settingNames.helmPath, undefined);
    await setSetting(settingNames.helmLintOnSave, undefined);
    await setSetting(settingNames.templateReleaseName, undefined);
    await run('chartroom.template.chooseValues', vscode.Uri.file(directory), []);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(directory, { recursive: true, force: true });
    await rm(outside, { recursive: true, force: true });
  });

  const preview = (name: string): vscode.TextDocument => {
    const shown = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'chartroom-template' && uri.path === `/Preview ${name}`,
    );
    assert.ok(shown, `${name} is not previewed`);
    return shown;
  };
  const save = async (uri: vscode.Uri, text: string): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  };

  it('shows all templates as YAML, beside the editor', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const editor = await vscode.window.showTextDocument(templateFile);
    await run('chartroom.template.previewAll', vscode.Uri.file(join(directory, 'Chart.yaml')));
    const shown = preview('shown.yaml');
    assert.equal(shown.languageId, 'yaml');
    assert.match(shown.getText(), /^# shown 1\.0\.0: release shown in namespace default\n/);
    assert.match(shown.getText(), /# Source: shown\/templates\/a\.yaml\nkind: ConfigMap/);
    assert.match(shown.getText(), /name: own\n/);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    const columnOf = (document: vscode.TextDocument): vscode.ViewColumn | undefined =>
      vscode.window.visibleTextEditors.find((visible) => visible.document === document)?.viewColumn;
    assert.deepEqual([columnOf(editor.document), columnOf(shown)], [1, 2]);
  });

  it('shows one template by itself, and all of them for a partial', async () => {
    await run('chartroom.template.preview', templateFile);
    assert.doesNotMatch(preview('a.yaml').getText(), /Secret/);
    await run(
      'chartroom.template.preview',
      vscode.Uri.file(join(directory, 'templates', '_names.tpl')),
    );
    assert.match(preview('shown.yaml').getText(), /Secret/);
  });

  it('leads from each document to its template', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      preview('shown.yaml').uri,
    );
    const targets = links.flatMap(({ target }) => target?.fsPath ?? []);
    assert.deepEqual(targets.sort(), [templateFile.fsPath, join(directory, 'templates', 'b.yaml')]);
  });

  it('is rendered again when a template is saved', async () => {
    await save(templateFile, `${template}data: { a: b }\n`);
    await whenText(preview('shown.yaml'), /data: \{ a: b \}/);
    await whenText(preview('a.yaml'), /data: \{ a: b \}/);
  });

  it('is rendered with the values files that are chosen, the last of which wins', async () => {
    const other = join(outside, 'values.yaml');
    await writeFile(other, 'name: other\n');
    const files = [join(directory, 'ci', 'dev.yaml'), other];
    const chart = vscode.Uri.file(directory);
    await run('chartroom.template.chooseValues', chart, files);
    await whenText(
      preview('shown.yaml'),
      /# Values files: .*dev\.yaml < .*values\.yaml\n[^]*name: other\n/,
    );
    await run('chartroom.template.chooseValues', preview('a.yaml').uri, files.reverse());
    await whenText(preview('a.yaml'), /name: dev\n/);
    await save(vscode.Uri.file(join(directory, 'ci', 'dev.yaml')), 'name: changed\n');
    await whenText(preview('a.yaml'), /name: changed\n/);
  });

  it('keeps the last good rendering below an error, which is shown in the template too', async () => {
    await save(templateFile, 'kind: ConfigMap\nname: {{ .Values.a.b.c }}\n');
    const text = await whenText(preview('shown.yaml'), /Helm cannot render the templates:/);
    assert.match(text, /# Below is the last rendering that was good\.\n[^]*name: changed\n/);
    const [found] = await whenDiagnostics(templateFile, (shown) => shown.length > 0);
    assert.equal(found?.source, 'helm template');
    assert.deepEqual(found.range, new vscode.Range(1, 9, 1, 22));
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      preview('shown.yaml').uri,
    );
    const places = links.flatMap(({ target }) => (target?.fragment ? [target.fragment] : []));
    assert.deepEqual(places, ['L2,17']);
  });

  it('takes the error away when the template is good', async () => {
    await save(templateFile, template);
    await whenText(preview('shown.yaml'), /^(?![^]*cannot render)[^]*name: changed\n/);
    await whenDiagnostics(templateFile, (shown) => shown.length === 0);
  });

  it('says that a template renders to nothing, and shows nothing of before', async () => {
    await save(templateFile, `{{ if .Values.on }}\n${template}{{ end }}`);
    const text = await whenText(preview('a.yaml'), /templates\/a\.yaml renders to nothing/);
    assert.doesNotMatch(text, /ConfigMap/);
    await save(templateFile, template);
    await whenText(preview('a.yaml'), /ConfigMap/);
  });

  it('follows the settings', async () => {
    await setSetting(settingNames.templateReleaseName, 'other-name');
    await whenText(preview('shown.yaml'), /release other-name in namespace default/);
    await setSetting(settingNames.templateReleaseName, 'Not A Name');
    await whenText(preview('shown.yaml'), /"Not A Name" cannot name a release/);
    await setSetting(settingNames.templateReleaseName, undefined);
    await whenText(preview('shown.yaml'), /release shown in namespace default/);
  });

  it('offers to update dependencies that are missing', async () => {
    const chartYaml = vscode.Uri.file(join(directory, 'Chart.yaml'));
    const dependency = 'dependencies: [{ name: db, version: 1.x, repository: "file://../db" }]\n';
    await save(chartYaml, `apiVersion: v2\nname: shown\nversion: 1.0.0\n${dependency}`);
    await whenText(preview('shown.yaml'), /Update its dependencies/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      preview('shown.yaml').uri,
    );
    const titles = lenses.map(({ command }) => command?.title);
    assert.deepEqual(titles, ['Choose Values Files…', 'Update Dependencies']);
    await save(chartYaml, 'apiVersion: v2\nname: shown\nversion: 1.0.0\n');
    await whenText(preview('shown.yaml'), /^(?![^]*Update its dependencies)/);
  });

  it('takes values files in the order they are checked', async () => {
    const chart = vscode.Uri.file(directory);
    await run('chartroom.template.chooseValues', chart, []);
    const asked = await answering([{ checked: ['values-z.yaml', 'ci/dev.yaml'] }], () =>
      run('chartroom.template.chooseValues', chart),
    );
    // The chart's own values are read anyway.
    assert.doesNotMatch(asked.join('\n'), /^values\.yaml$/m);
    await whenText(preview('shown.yaml'), /# Values files: .*values-z\.yaml < .*ci\/dev\.yaml\n/);
    await answering([escape], () => run('chartroom.template.chooseValues', chart));
    assert.match(preview('shown.yaml').getText(), /values-z\.yaml < /);
  });

  it('runs nothing in Restricted Mode, and says so', async () => {
    const trust = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    assert.ok(trust);
    Object.defineProperty(vscode.workspace, 'isTrusted', { value: false, configurable: true });
    try {
      await run('chartroom.template.refresh', preview('shown.yaml').uri);
      await whenText(preview('shown.yaml'), /Helm is not run in Restricted Mode/);
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', trust);
    }
    await run('chartroom.template.refresh', preview('shown.yaml').uri);
    await whenText(preview('shown.yaml'), /^(?![^]*Restricted Mode)[^]*kind: Secret/);
  });

  it('says where no Helm is, and how to come by one', async () => {
    await setSetting(settingNames.helmPath, join(outside, 'no-helm'));
    await whenText(preview('shown.yaml'), /no-helm cannot be run/);
    const restore = setEnvironment({ PATH: '' });
    try {
      await setSetting(settingNames.helmPath, undefined);
      await whenText(preview('shown.yaml'), /There is no helm on the PATH/);
      const asked = await answering(['Open Setting'], () =>
        run('chartroom.template.previewAll', vscode.Uri.file(directory)),
      );
      assert.match(asked.join(''), /There is no helm on the PATH/);
    } finally {
      restore();
    }
  });
});

describe('the problem of a preview', () => {
  it('is not shown for one that is closed before its place in the template is found', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    await writeFiles(folder, { 'templates/a.yaml': '{{ fail "no" }}\n' });
    const uri = vscode.Uri.file(join(folder, 'templates', 'a.yaml'));
    const diagnostics = createPreviewDiagnostics();
    t.after(() => {
      diagnostics.dispose();
    });
    const place = { file: 'templates/a.yaml', line: 1, column: 3, expression: undefined };
    const message = { severity: 'error', ...place, text: 'no' } as const;
    const shown = (): number => vscode.languages.getDiagnostics(uri).length;
    await diagnostics.set('preview', folder, message, AbortSignal.abort());
    assert.equal(shown(), 0);
    await diagnostics.set('preview', folder, message, new AbortController().signal);
    assert.equal(shown(), 1);
  });
});
