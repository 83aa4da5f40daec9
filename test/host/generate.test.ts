import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import { settingNames } from '../../src/ui/contributions';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { sampleChart } from '../support/host/sampleChart';
import { escape } from '../support/host/script';
import { viewRow } from '../support/host/registriesView';
import { setRegistries, setSetting } from '../support/host/settings';
import { openRegistry } from '../support/openRegistry';
import { without } from '../support/peer';
import { openDesk } from '../support/publishing/desk';
import { startDockerRegistry, type DockerRegistry } from '../support/servers/dockerRegistry';

const ecr = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const onBranch = 'When a change reaches the default branch';
const role = 'arn:aws:iam::123456789012:role/publish';

function top(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return folder.uri.fsPath;
}

function chartOf(name: string): vscode.Uri {
  return vscode.Uri.file(join(top(), 'charts', name, 'Chart.yaml'));
}

function shown(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document);
  return document;
}

async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** The words of the question that comes last. */
async function asked(
  answers: Parameters<typeof answering>[0],
  argument: unknown,
): Promise<readonly string[]> {
  return answering(answers, () => run('chartroom.generate', argument));
}

describe('Generate', () => {
  before(async () => {
    await setSetting(settingNames.publishRepository, `oci://${ecr}/charts/`);
  });

  after(async () => {
    await setSetting(settingNames.publishRepository, undefined);
  });

  afterEach(async () => {
    await closeAll();
    for (const path of ['.github', '.gitlab-ci.yml', 'chartroom.mirror.yaml', 'terraform']) {
      await rm(join(top(), path), { recursive: true, force: true });
    }
  });

  it('begins a workflow where GitHub looks for it, and writes nothing before it is saved', async () => {
    const path = join(top(), '.github', 'workflows', 'publish-storefront.yaml');
    await asked(
      ['GitHub Actions Workflow', onBranch, 'main', role, 'Into the Workspace'],
      sampleChart(),
    );
    const document = shown();
    assert.equal(document.uri.fsPath, path);
    assert.ok(document.isDirty);
    await assert.rejects(readFile(path), { code: 'ENOENT' });
    assert.match(document.getText(), /lint charts\/storefront --strict\n/);
    assert.ok(document.getText().includes(`role-to-assume: ${role}\n`));
    assert.ok(await document.save());
    assert.match(await readFile(path, 'utf8'), /^name: Publish storefront\n/);
  });

  it('needs a pattern for git tags only where a tag publishes', async () => {
    await setSetting(settingNames.tagPattern, 'release-{name}');
    try {
      const kind = 'GitHub Actions Workflow';
      const words = await asked([kind, 'When a tag is pushed', escape], sampleChart());
      assert.match(words.at(-1) ?? '', /"release-\{name\}" for git tags has no \{version\}/);
      await asked([kind, onBranch, 'main', role, 'Into the Workspace'], sampleChart());
      assert.match(shown().getText(), /^name: Publish storefront\n/);
    } finally {
      await setSetting(settingNames.tagPattern, undefined);
    }
  });

  it('says that a workflow is there, and puts another beside it', async () => {
    const path = join(top(), '.github', 'workflows', 'publish-storefront.yaml');
    await vscode.workspace.fs.writeFile(vscode.Uri.file(path), Buffer.from('name: mine\n'));
    await asked(
      [
        ...['GitHub Actions Workflow', 'When a tag is pushed', role, 'Into the Workspace'],
        'Beside It, as publish-storefront-2.yaml',
      ],
      sampleChart(),
    );
    assert.match(shown().uri.fsPath, /publish-storefront-2\.yaml$/);
    assert.equal(await readFile(path, 'utf8'), 'name: mine\n');
  });

  it('adds a job to the pipeline there is, as an edit that can be undone', async () => {
    const path = join(top(), '.gitlab-ci.yml');
    const before = '# ours\nstages: [test, release]\n';
    await writeFile(path, before);
    await asked(['GitLab CI Job', onBranch, { typed: '' }, 'Into the Workspace'], sampleChart());
    const document = shown();
    assert.ok(document.getText().startsWith(`${before}\n# Set the CI/CD variable AWS_ROLE_ARN`));
    assert.match(document.getText(), /\npublish-storefront:\n {2}stage: release\n/);
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('tells of a job of that name, also of one that is not saved yet', async () => {
    const path = join(top(), '.gitlab-ci.yml');
    await writeFile(path, '# ours\n');
    const document = await vscode.workspace.openTextDocument(path);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'publish-storefront:\n  script: x\n');
    });
    const words = await asked(
      ['GitLab CI Job', onBranch, role, 'Into the Workspace', escape],
      sampleChart(),
    );
    assert.match(words.at(-1) ?? '', /has a job publish-storefront already/);
  });

  it('runs a mirror by its file', async () => {
    const file = join(top(), 'chartroom.mirror.yaml');
    await writeFile(
      file,
      'target: oci://ghcr.io/team/\nsources:\n  - url: https://charts.example\n    charts: [web]\n',
    );
    await asked(['GitLab CI Job', 'Every night', 'Open in an Editor'], vscode.Uri.file(file));
    assert.match(shown().getText(), /mirror chartroom\.mirror\.yaml\n/);
    assert.equal(shown().languageId, 'yaml');
  });

  it('offers what fits the registry', async () => {
    const [kinds = ''] = await asked([escape], sampleChart());
    assert.match(kinds, /IAM Policy for publishing/);
    assert.match(kinds, /Terraform Repository/);
    assert.doesNotMatch(kinds, /Azure Role/);
  });

  it('copies commands', async () => {
    await asked(['Helm Commands', { typed: 'shop' }, 'Copy to the Clipboard'], sampleChart());
    const text = await vscode.env.clipboard.readText();
    assert.ok(text.includes(`helm pull oci://${ecr}/charts/storefront --version 1.4.0\n`));
    assert.match(text, /--namespace shop --create-namespace\n/);
  });

  it('asks for the file where no tool has one of its own', async () => {
    await asked(
      ['Terraform Repository', { typed: '20' }, 'Into the Workspace', 'terraform/ecr.tf'],
      sampleChart(),
    );
    assert.equal(shown().uri.fsPath, join(top(), 'terraform', 'ecr.tf'));
    assert.match(shown().getText(), /resource "aws_ecr_lifecycle_policy" "charts_storefront"/);
  });

  it('adds a dependency to a chart of the workspace', async () => {
    const before = (await vscode.workspace.openTextDocument(chartOf('worker'))).getText();
    await asked(['Dependency in a Chart.yaml', '^1.4.0', 'Into charts/worker'], sampleChart());
    const document = shown();
    assert.equal(document.uri.fsPath, chartOf('worker').fsPath);
    assert.ok(document.getText().startsWith(before));
    assert.ok(
      document
        .getText()
        .endsWith(
          `dependencies:\n  - name: storefront\n    version: ^1.4.0\n    repository: oci://${ecr}/charts\n`,
        ),
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});

describe('Generate, on rows of a registry', { skip: without('dockerRegistry') }, () => {
  let folder: string;
  let server: DockerRegistry;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startDockerRegistry({ directory: join(folder, 'registry') });
    const desk = await openDesk(folder);
    const { reference } = await saveChart(sampleDirectory(), desk.saved);
    const repository = openRegistry(server.host).repository('charts/storefront');
    await pushChart(desk.saved, reference, repository, '1.4.0');
    await setRegistries({ host: server.host });
  });

  after(async () => {
    await closeAll();
    await setRegistries();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes the reference of a version', async () => {
    const row = await viewRow(server.host, 'charts', 'storefront', '1.4.0');
    await asked(['Argo CD Application', { typed: '' }, 'Open in an Editor'], row);
    assert.ok(shown().getText().includes(`repoURL: ${server.host}/charts\n`));
    assert.match(shown().getText(), /chart: storefront\n {4}targetRevision: 1\.4\.0\n/);
  });

  it('asks for the version of a repository, and for what a release follows', async () => {
    const row = await viewRow(server.host, 'charts', 'storefront');
    const words = await asked(
      [
        ...['Flux OCIRepository and HelmRelease', '1.4.0', 'A range of versions…'],
        ...[{ typed: '>=1.4 <2' }, { typed: 'shop' }, 'Open in an Editor'],
      ],
      row,
    );
    assert.match(shown().getText(), /semver: ">=1\.4 <2"\n/);
    assert.doesNotMatch(words[0] ?? '', /GitHub|IAM|Azure/);
  });
});

function sampleDirectory(): string {
  return join(top(), 'charts', 'storefront');
}
