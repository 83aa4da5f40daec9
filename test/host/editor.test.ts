import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import { settingNames } from '../../src/ui/contributions';
import { minimalChart } from '../support/charts/exampleCharts';
import { run } from '../support/host/command';
import { setRegistries, setSetting } from '../support/host/settings';
import { openRegistry } from '../support/openRegistry';
import { without } from '../support/peer';
import { openDesk, type Desk } from '../support/publishing/desk';
import { startDockerRegistry, type DockerRegistry } from '../support/servers/dockerRegistry';

interface Opened {
  readonly document: vscode.TextDocument;
  /** Where the mark was. */
  readonly position: vscode.Position;
}

let desk: Desk;
let count = 0;

/** A Chart.yaml, or another file of a new chart, with the cursor where the text has `|`. */
async function open(marked: string, name = 'Chart.yaml'): Promise<Opened> {
  count += 1;
  const offset = Math.max(0, marked.indexOf('|'));
  const directory = await desk.chart(`chart${count}`, { [name]: marked.replace('|', '') });
  const document = await vscode.workspace.openTextDocument(join(directory, name));
  return { document, position: document.positionAt(offset) };
}

async function completions({ document, position }: Opened): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  // Words of the text are offered by the editor itself.
  return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

/** In the order VS Code shows them. */
async function labels(opened: Opened): Promise<string[]> {
  const items = await completions(opened);
  const key = ({ sortText, label }: vscode.CompletionItem): string =>
    sortText ?? (typeof label === 'string' ? label : label.label);
  return items
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** What is in the file when the completion of this label is taken. */
async function taking(label: string, opened: Opened): Promise<string> {
  const { document, position } = opened;
  const item = (await completions(opened)).find((one) => one.label === label);
  assert.ok(item, `${label} is offered`);
  const editor = await vscode.window.showTextDocument(document);
  const { insertText, range } = item;
  const place = range instanceof vscode.Range ? range : (range?.replacing ?? position);
  const snippet =
    typeof insertText === 'object' ? insertText : new vscode.SnippetString(insertText ?? label);
  await editor.insertSnippet(snippet, place);
  const text = document.getText();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return text;
}

async function hover({ document, position }: Opened): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((one) => one.contents);
  // A code fence is as it is; of the rest the escapes are taken off.
  return contents
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n')
    .replaceAll(/\\(?=[^a-zA-Z0-9\s])/g, '')
    .replaceAll('&nbsp;', ' ');
}

async function lenses({ document }: Opened): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    20,
  );
  return found.map(({ command }) => command?.title ?? '').filter((title) => title !== '');
}

async function hints({ document }: Opened): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  );
  return found.map(
    ({ label, position }) =>
      `${position.line}:${position.character} ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`,
  );
}

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

describe('a Chart.yaml in the editor, with a registry', { skip: without('dockerRegistry') }, () => {
  let server: DockerRegistry;

  before(async () => {
    server = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
    for (const version of ['1.2.0', '1.10.0', '1.9.0', '2.0.0-rc.1', '1.10.0+build.2']) {
      await publish('charts/cache', 'cache', version);
    }
    await publish('charts/db', 'db', '1.0.0');
    await publish('lonely', 'lonely', '1.0.0');
    await setRegistries({ host: server.host });
  });

  after(async () => {
    await setRegistries();
    await setSetting(settingNames.publishRepository, undefined);
    await server.stop();
  });

  const publish = async (repository: string, name: string, version: string): Promise<void> => {
    const files = minimalChart(name, version);
    const directory = await desk.chart(`published-${count++}`, files);
    const { reference } = await saveChart(directory, desk.saved);
    const target = openRegistry(server.host).repository(repository);
    await pushChart(desk.saved, reference, target, version.replace('+', '_'));
  };

  const dependency = (version: string, name = 'cache', at = 'charts'): string =>
    `dependencies:\n  - name: ${name}\n    version: ${version}\n    repository: oci://${server.host}/${at}\n`;

  it('offers where charts are, that of the named one first', async () => {
    const offered = await labels(await open('dependencies:\n  - name: db\n    repository: |\n'));
    const host = `oci://${server.host}`;
    assert.deepEqual(offered, [`${host}/charts`, host]);
  });

  it('offers the charts there are in a repository, and in all when none is written', async () => {
    const beside = `\n    repository: oci://${server.host}/charts\n`;
    const offered = (text: string): Promise<string[]> => open(text).then(labels);
    assert.deepEqual(await offered(`dependencies:\n  - name: |${beside}`), ['cache', 'db']);
    assert.deepEqual(await offered('dependencies:\n  - name: |\n'), ['cache', 'db', 'lonely']);
  });

  it('offers versions, the newest first, and what would let in their successors', async () => {
    assert.deepEqual(await labels(await open(dependency('|'))), [
      ...['^1.10.0+build.2', '~1.10.0+build.2'].map((text) => text.replace(/\+.*/, '')),
      ...['2.0.0-rc.1', '1.10.0', '1.10.0+build.2', '1.9.0', '1.2.0'],
    ]);
    assert.deepEqual(await labels(await open(dependency('">=1.0.0 <|"'))), [
      ...['<2.0.0-rc.1', '<1.10.0', '<1.10.0+build.2', '<1.9.0', '<1.2.0'],
    ]);
    assert.equal(await taking('>=1.9.0', await open(dependency('>=|'))), dependency('">=1.9.0"'));
    const inRange = await open(dependency('">=1.0.0 <|"'));
    assert.equal(await taking('<1.9.0', inRange), dependency('">=1.0.0 <1.9.0"'));
  });

  it('offers no versions of what is not there, and asks no host that is not connected', async () => {
    assert.deepEqual(await labels(await open(dependency('|', 'nothing'))), []);
    const elsewhere =
      'dependencies:\n  - name: a\n    version: |\n    repository: oci://127.0.0.1:1/x\n';
    assert.deepEqual(await labels(await open(elsewhere)), []);
  });

  it('tells of a dependency what is published of it', async () => {
    const words = await hover(await open(dependency('^1|.2')));
    assert.match(words, /\*\*cache\*\*/);
    assert.match(words, /Newest: 1\.10\.0 .* (B|KiB)/);
    assert.match(words, /Published: 2\.0\.0-rc\.1, 1\.10\.0, 1\.10\.0\+build\.2, 1\.9\.0, 1\.2\.0/);
    assert.equal(await hover(await open(dependency('^1|.2', 'nothing'))), '');
  });

  it('shows which version a constraint comes to', async () => {
    assert.deepEqual(await hints(await open(dependency('~1.9'))), ['2:17 → 1.9.0']);
    assert.deepEqual(await hints(await open(dependency('1.9.0'))), []);
    await setSetting(settingNames.resolvedVersions, false);
    assert.deepEqual(await hints(await open(dependency('~1.9'))), []);
    await setSetting(settingNames.resolvedVersions, undefined);
  });

  it('leads to the repository in the Registries view', async () => {
    const { document } = await open(dependency('1.9.0'));
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const [target] = links.map((link) => link.target).filter((uri) => uri?.scheme === 'command');
    assert.equal(target?.path, 'chartroom.repository.reveal');
    assert.deepEqual(JSON.parse(target.query), [server.host, 'charts/cache']);
  });

  it('says whether the version is published, and where a push would go', async () => {
    const at = `oci://${server.host}/charts/`;
    await setSetting(settingNames.publishRepository, at);
    const opened = await open('apiVersion: v2\nname: db\nversion: 1.0.0\nhome: x\n');
    const push = `Push to ${server.host}/charts/db`;
    const other = ['Save', push, 'Bump…', '1.0.0 is published, with other content'];
    assert.deepEqual(await lenses(opened), other);
    assert.match(
      await hover({ ...opened, position: new vscode.Position(2, 10) }),
      new RegExp(`A push makes:[^]*${server.host}/charts/db:1\\.0\\.0`),
    );
    const next = await open('apiVersion: v2\nname: db\nversion: 1.1.0\n');
    assert.equal((await lenses(next)).at(-1), '1.1.0 is not published');
    await run('chartroom.chart.push', next.document.uri);
    assert.equal((await lenses(next)).at(-1), '1.1.0 is published, with the same content');
    const missing = await open('apiVersion: v2\nname: fresh\nversion: 1.1.0\n');
    assert.equal((await lenses(missing)).at(-1), 'the repository is not there yet');
  });
});
