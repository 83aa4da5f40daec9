import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { silentLog } from '../../src/base/log';
import { sha256 } from '../../src/oci/digest';
import { openLayout } from '../../src/oci/layout/layout';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import { createConnections } from '../../src/ui/connections/connections';
import { createContents } from '../../src/ui/contents/contents';
import { partsOf } from '../../src/ui/contents/location';
import { rowsOfArtifact } from '../../src/ui/contents/rows';
import { createArtifactFactsReader } from '../../src/ui/explorer/artifactFacts';
import { createListings } from '../../src/ui/explorer/listings';
import { createReplicas } from '../../src/ui/explorer/replicas';
import { createExplorerTree, type ExplorerTree } from '../../src/ui/explorer/tree';
import { createSavedTree, type SavedTree } from '../../src/ui/saved/savedView';
import { chartWithSubcharts, simpleChart } from '../support/charts/exampleCharts';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { setRegistries } from '../support/host/settings';
import { labelsBelow, rowAt } from '../support/host/treeRows';
import { attach, attachByTag } from '../support/oci/attach';
import { openRegistry } from '../support/openRegistry';
import { imageManifest, pushPlain } from '../support/plainPush';
import { openDesk, type Desk } from '../support/publishing/desk';
import { startRegistry, type TestRegistry } from '../support/registry/testRegistry';

describe('the files of a published chart', () => {
  let folder: string;
  let server: TestRegistry;
  let desk: Desk;
  let root: vscode.Uri;
  let tree: ExplorerTree;
  let saved: SavedTree;
  const listings = createListings();
  let end: () => void;

  before(async () => {
    await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startRegistry({ directory: join(folder, 'registry') });
    desk = await openDesk(folder);
    const source = await desk.chart('lobby', { ...chartWithSubcharts, ...simpleChart });
    const { reference } = await saveChart(source, desk.saved);
    const repository = openRegistry(server.host).repository('charts/lobby');
    await pushChart(desk.saved, reference, repository, '1.2.3');
    const subject = await repository.resolve('1.2.3');
    const sbom = { artifactType: 'application/spdx+json', content: '{"a":1}', title: 'bom.json' };
    await attach(server.url, repository.name, { ...subject, mediaType: imageManifest }, sbom);
    const tag = `${subject.digest.replace(':', '-')}.sig`;
    const payload = 'application/vnd.dev.cosign.simplesigning.v1+json';
    await attachByTag(server.url, repository.name, tag, payload, '{}');

    await setRegistries({ host: server.host, name: 'At work' });
    const authority = `At work@${server.host}`;
    const location = { authority, repository: repository.name, digest: subject.digest };
    root = vscode.Uri.from(partsOf({ ...location, path: '' }));
    const nothing = { get: () => Promise.resolve(undefined) };
    const connections = createConnections({
      logins: { ...nothing, store: () => Promise.resolve(), forget: () => Promise.resolve() },
      createRegistry: ({ host }) => openRegistry(host),
    });
    const contents = createContents(connections, openLayout(desk.saved.location));
    saved = createSavedTree(desk.saved, contents);
    tree = createExplorerTree({
      connections,
      contents,
      listings,
      facts: createArtifactFactsReader(silentLog),
      replicas: createReplicas(silentLog),
      showOtherArtifacts: () => true,
      asFolders: () => false,
      log: silentLog,
    });
    end = () => {
      tree.dispose();
      saved.dispose();
      connections.dispose();
    };
  });

  after(async () => {
    end();
    await setRegistries();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const version = () => rowAt(tree, 'At work', 'charts/lobby', '1.2.3');
  const fileRows = [
    ...['charts', 'crds', 'templates', 'Chart.yaml', 'README.md'],
    ...['values.schema.json', 'values.yaml', 'manifest.json', 'config.json'],
  ];

  it('are rows below a version, folders first, with what hangs on it at the end', async () => {
    const rows = await labelsBelow(tree, await version());
    assert.deepEqual(rows, [...fileRows, 'Signatures, provenance']);
    const repository = await rowAt(tree, 'At work', 'charts/lobby');
    assert.deepEqual(await labelsBelow(tree, repository), ['1.2.3']);
    const charts = await rowAt(tree, 'At work', 'charts/lobby', '1.2.3', 'charts');
    assert.ok((await labelsBelow(tree, charts)).includes('laundry-0.1.0.tgz'));
  });

  it('open by one click, the readme as it is meant to look', async () => {
    const item = async (...path: string[]) =>
      tree.getTreeItem(await rowAt(tree, 'At work', 'charts/lobby', '1.2.3', ...path));
    const values = await item('values.yaml');
    assert.equal(values.command?.command, 'vscode.open');
    assert.equal(values.resourceUri?.scheme, 'chart');
    assert.equal(values.accessibilityInformation?.label, 'values.yaml, file');
    assert.equal((await item('README.md')).command?.command, 'markdown.showPreview');
    const templates = await item('templates');
    assert.equal(templates.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
  });

  it('come with signatures and bills of materials, read once', async () => {
    const group = await rowAt(tree, 'At work', 'charts/lobby', '1.2.3', 'Signatures, provenance');
    assert.equal((await tree.getTreeItem(group)).description, '2');
    assert.deepEqual(await labelsBelow(tree, group), ['signature', 'SBOM']);
    const [, sbom] = (await tree.getChildren(group)) ?? [];
    assert.ok(sbom);
    assert.deepEqual(await labelsBelow(tree, sbom), ['manifest.json', 'bom.json']);
    const asked = server.requests.length;
    await labelsBelow(tree, await version());
    assert.equal(server.requests.length, asked);
  });

  it('come with what was attached since, when a promotion has told of it', async () => {
    const { digest, size } = await openRegistry(server.host)
      .repository('charts/lobby')
      .resolve('1.2.3');
    const subject = { mediaType: imageManifest, digest, size };
    const provenance = { artifactType: 'application/vnd.in-toto+json', content: '{"b":1}' };
    await attach(server.url, 'charts/lobby', subject, provenance);
    tree.pushed(`At work@${server.host}`, 'charts/lobby');
    const group = await rowAt(tree, 'At work', 'charts/lobby', '1.2.3', 'Signatures, provenance');
    assert.deepEqual(await labelsBelow(tree, group), ['signature', 'SBOM', 'attestation']);
  });

  it('are rows below a saved chart too', async () => {
    const rows = await labelsBelow(saved, await rowAt(saved, 'lobby:1.2.3_build.7'));
    assert.deepEqual(rows, [...fileRows, 'Signatures, provenance']);
  });

  it('are files of VS Code, which nobody can change', async () => {
    const uri = vscode.Uri.joinPath(root, 'chart', 'values.yaml');
    const again = vscode.Uri.parse(uri.toString());
    const document = await vscode.workspace.openTextDocument(again);
    assert.equal(document.getText(), simpleChart['values.yaml']);
    assert.equal(document.languageId, 'yaml');
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, 'chart'));
    assert.deepEqual(entries[0], ['charts', vscode.FileType.Directory]);
    assert.equal(vscode.workspace.fs.isWritableFileSystem('chart'), false);
    await assert.rejects(vscode.workspace.fs.writeFile(uri, Buffer.from('')) as Promise<void>);
    const manifest = vscode.Uri.joinPath(root, 'manifest.json');
    const text = Buffer.from(await vscode.workspace.fs.readFile(manifest)).toString();
    assert.match(text, /^\{\n {2}"schemaVersion": 2,/);
  });

  it('that are not there are told from those that cannot be read', async () => {
    const lost = vscode.Uri.joinPath(root, 'chart', 'lost.yaml');
    await assert.rejects(vscode.workspace.fs.stat(lost) as Promise<unknown>, {
      code: 'FileNotFound',
    });
    const elsewhere = root.with({ authority: 'not-connected.example' });
    await assert.rejects(
      vscode.workspace.fs.stat(elsewhere) as Promise<unknown>,
      /the registry not-connected\.example is not connected/,
    );
  });

  it('open from one list of all of them', async () => {
    const open = () => run('chartroom.contents.browse', `${server.host}/charts/lobby:1.2.3`);
    const [question] = await answering(['charts/laundry-0.1.0.tgz/Chart.yaml'], open);
    assert.match(question ?? '', /\bvalues\.yaml\b/);
    const { uri } = vscode.window.activeTextEditor?.document ?? {};
    assert.match(uri?.path ?? '', /^\/charts\/lobby@sha256:\w+\/chart\/charts\/laundry-0/);
  });

  it('open where another registry cannot be listed, which says so in its place', async () => {
    const closed = await startRegistry({ directory: join(folder, 'closed'), catalog: false });
    await setRegistries({ host: closed.host }, { host: server.host, name: 'At work' });
    const answers = ['charts/lobby', '1.2.3', 'values.yaml'];
    const [asked] = await answering(answers, () => run('chartroom.contents.browse'));
    assert.match(asked ?? '', /Cannot list 127\.0\.0\.1:\d+: .* does not list its repositories/);
    const { uri } = vscode.window.activeTextEditor?.document ?? {};
    assert.match(uri?.path ?? '', /\/chart\/values\.yaml$/);
    await setRegistries({ host: server.host, name: 'At work' });
    await closed.stop();
  });

  it('open where only a part of the versions can be listed', async () => {
    const cut = await startRegistry({ directory: join(folder, 'cut'), pageSize: 1 });
    for (const tag of ['1.0.0', '1.1.0']) await pushPlain(cut.url, 'app', tag);
    const path = /\/tags\/list\?.*last=/;
    cut.faults.add({ when: { path }, then: { kind: 'status', status: 403 } });
    await setRegistries({ host: cut.host });
    const open = () => run('chartroom.contents.browse', `${cut.host}/app`);
    await answering(['1.0.0', 'manifest.json'], open);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /\/manifest\.json$/);
    await setRegistries({ host: server.host, name: 'At work' });
    await cut.stop();
  });

  it('are given up by Stop while they are on their way', async () => {
    const chart = await desk.chart('slow', { ...simpleChart, 'files/slow.txt': 'slow' });
    const { reference } = await saveChart(chart, desk.saved);
    const repository = openRegistry(server.host).repository('charts/slow');
    await pushChart(desk.saved, reference, repository, '1.0.0');
    const asked = new Promise<void>((resolve) => {
      const when = ({ path }: { path: string }): boolean => {
        const isArchive = path.includes('/slow/blobs/');
        if (isArchive) resolve();
        return isArchive;
      };
      server.faults.add({ when, then: { kind: 'delay', until: new Promise(() => undefined) } });
    });
    tree.refresh();
    const opening = labelsBelow(tree, await rowAt(tree, 'At work', 'charts/slow', '1.0.0'));
    await asked;
    listings.stop();
    assert.equal((await opening)[0], 'Stopped. Refresh to list again.');
  });

  it('are one row that says why where the registry does not answer', async () => {
    const gone = await startRegistry({ directory: join(folder, 'gone') });
    await gone.stop();
    const { host } = gone;
    const connection = { id: host, setting: { host }, registry: openRegistry(host) };
    const nowhere = openLayout(join(folder, 'nowhere'));
    const contents = createContents({ list: () => [connection] }, nowhere);
    const location = { authority: host, repository: 'app', digest: sha256('app'), path: '' };
    const rows = await rowsOfArtifact({ id: 'row' }, vscode.Uri.from(partsOf(location)), contents);
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['contents-problem'],
    );
  });

  it('are searched line by line', async () => {
    const uri = `${server.host}/charts/lobby:1.2.3`;
    const hit = 'tag: stable';
    await answering([{ typed: hit }], () => run('chartroom.contents.search', uri));
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    assert.match(document?.uri.path ?? '', /\/values\.yaml$/);
    assert.equal(selection?.active.line, 2);
  });
});
