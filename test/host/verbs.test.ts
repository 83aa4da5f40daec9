import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { openLayout } from '../../src/oci/layout/layout';
import type { Layout } from '../../src/oci/layout/layout';
import { listSavedCharts } from '../../src/publishing/savedCharts';
import type { Registry, Repository } from '../../src/registries/registry';
import { settingNames } from '../../src/ui/contributions';
import { openRegistry } from '../support/openRegistry';
import { noise } from '../support/charts/bytes';
import { minimalChart } from '../support/charts/exampleCharts';
import { writeFiles } from '../support/charts/writeFiles';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { sampleChart } from '../support/host/sampleChart';
import { escape } from '../support/host/script';
import { artifact, push } from '../support/oci/artifact';
import { without } from '../support/peer';
import { filesIn } from '../support/publishing/filesIn';
import { registryFor } from '../support/registryFixture';
import { startDockerRegistry, type DockerRegistry } from '../support/servers/dockerRegistry';

/** The saved charts as they are on disk, read beside the extension and not through it. */
function savedCharts(): Layout {
  const path = vscode.workspace.getConfiguration().get<string>(settingNames.savedPath);
  assert.ok(path, 'the suite runs with saved charts of its own');
  return openLayout(path);
}

async function savedRows(): Promise<Map<string, string>> {
  const rows = await listSavedCharts(savedCharts(), new Map());
  return new Map(rows.map(({ reference, digest }) => [reference, digest]));
}

describe('the verbs, against docker-registry', { skip: without('dockerRegistry') }, () => {
  let server: DockerRegistry;
  let folder: string;
  let registry: Registry;
  let repository: Repository;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startDockerRegistry({ directory: join(folder, 'registry') });
    registry = openRegistry(server.host);
    repository = registry.repository('charts/storefront');
  });

  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const remote = (): string => `${server.host}/charts/storefront:1.4.0`;

  it('Save packs the chart of a Chart.yaml under NAME:VERSION', async () => {
    await run('chartroom.chart.save', sampleChart());
    assert.equal((await savedRows()).has('storefront:1.4.0'), true);
  });

  it('Tag gives it a second reference with the same digest', async () => {
    await run('chartroom.saved.tag', 'storefront:1.4.0', remote());
    const rows = await savedRows();
    assert.equal(rows.get(remote()), rows.get('storefront:1.4.0'));
  });

  it('Push copies it to the registry its reference names', async () => {
    await run('chartroom.saved.push', remote());
    const { digest } = await repository.resolve('1.4.0');
    assert.equal(digest, (await savedRows()).get(remote()));
  });

  it('Remove takes the reference and leaves the content another one needs', async () => {
    await run('chartroom.saved.remove', remote());
    const rows = await savedRows();
    assert.equal(rows.has(remote()), false);
    const { descriptor } = await savedCharts().manifest('storefront:1.4.0');
    assert.equal(descriptor.digest, rows.get('storefront:1.4.0'));
  });

  it('Pull brings it back, by tag and by digest', async () => {
    await run('chartroom.chart.pull', remote(), 'saved');
    const { digest } = await repository.resolve('1.4.0');
    await run('chartroom.chart.pull', `${server.host}/charts/storefront@${digest}`, 'saved');
    const rows = await savedRows();
    assert.equal(rows.get(remote()), digest);
    assert.equal(rows.get(`${server.host}/charts/storefront@${digest}`), digest);
  });

  it('Export unpacks it as it was written', async () => {
    await run('chartroom.saved.export', remote(), vscode.Uri.file(folder));
    const written = await filesIn(join(sampleChart().fsPath, '..'));
    assert.deepEqual(await filesIn(join(folder, 'storefront')), written);
  });

  it('Pull unpacks straight into a folder', async () => {
    const parent = vscode.Uri.file(join(folder, 'pulled'));
    await vscode.workspace.fs.createDirectory(parent);
    await run('chartroom.chart.pull', remote(), parent);
    assert.deepEqual(await readdir(parent.fsPath), ['storefront']);
  });

  it('Export writes the archive, byte for byte', async () => {
    await run('chartroom.saved.exportArchive', remote(), vscode.Uri.file(folder));
    assert.ok((await readdir(folder)).includes('storefront-1.4.0.tgz'));
  });

  it('Push streams a chart that is too large to send in one piece', async () => {
    const large = join(folder, 'large');
    await writeFiles(large, { ...minimalChart('large', '1.0.0'), 'noise.bin': noise(3_000_000) });
    await run('chartroom.chart.save', vscode.Uri.file(large));
    const reference = `${server.host}/charts/large:1.0.0`;
    await run('chartroom.saved.tag', 'large:1.0.0', reference);
    await run('chartroom.saved.push', reference);
    const { digest } = await registry.repository('charts/large').resolve('1.0.0');
    assert.equal(digest, (await savedRows()).get(reference));
  });

  it('Save sees what is typed but not saved in the editor', async () => {
    const before = (await savedRows()).get('storefront:1.4.0');
    const document = await vscode.workspace.openTextDocument(sampleChart());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# typed a moment ago\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    await run('chartroom.chart.save', sampleChart());
    assert.equal(document.isDirty, false);
    assert.notEqual((await savedRows()).get('storefront:1.4.0'), before);
  });

  it('Push asks before it replaces what is published, and is not told as done when the answer is no', async () => {
    const published = await repository.resolve('1.4.0');
    await run('chartroom.saved.remove', remote());
    await run('chartroom.saved.tag', 'storefront:1.4.0', remote());
    assert.notEqual((await savedRows()).get(remote()), published.digest);
    const [question] = await answering([escape], () => run('chartroom.saved.push', remote()));
    assert.match(question ?? '', /^.*:1\.4\.0 is published already, with other content\n/);
    await assert.rejects(
      answering([escape, 'Copy Reference'], () => run('chartroom.saved.push', remote())),
      /^Error: Nobody asked for Copy Reference\n/,
    );
    assert.deepEqual(await repository.resolve('1.4.0'), published);
  });

  it('Push asks as well about what somebody publishes meanwhile', async (t) => {
    const other = await registryFor(t);
    const meanwhile = openRegistry(other.host).repository('charts/storefront');
    const reference = `${other.host}/charts/storefront:1.4.0`;
    await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
    let lookUps = 0;
    let reached: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => (reached = resolve));
    other.faults.add({
      // The first one is before the chart is packed.
      when: ({ method, path }) => {
        const isSecond = method === 'HEAD' && path.endsWith('/manifests/1.4.0') && ++lookUps === 2;
        if (isSecond) reached();
        return isSecond;
      },
      then: {
        kind: 'delay',
        until: underWay.then(() => push(meanwhile, artifact('{}', 'other'), '1.4.0')),
      },
    });
    await assert.rejects(
      answering([escape, 'Copy Reference'], () => run('chartroom.saved.push', reference)),
      /^Error: Nobody asked for Copy Reference\nAsked was:\n.* is published already, with other content\n/,
    );
    const { digest } = await meanwhile.resolve('1.4.0');
    assert.equal(digest, artifact('{}', 'other').manifest.descriptor.digest);
  });
});
