import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { publishCharts } from '../support/dependencies/publishCharts';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { escape } from '../support/host/script';
import { setRegistries } from '../support/host/settings';
import { tagsOf } from '../support/listed';
import { openRegistry } from '../support/openRegistry';
import { startRegistry, type TestRegistry } from '../support/registry/testRegistry';
import {
  startChartRepository,
  type ChartRepositoryServer,
} from '../support/servers/chartRepository';

describe('mirroring', () => {
  let folder: string;
  let server: ChartRepositoryServer;
  let registry: TestRegistry;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    const published = await publishCharts(join(folder, 'published'), [
      ['lobby', '1.0.0'],
      ['lobby', '1.1.0'],
      ['kitchen', '7.1.0'],
    ]);
    server = await startChartRepository({ folder: published });
    registry = await startRegistry({ directory: join(folder, 'registry') });
    await setRegistries({ host: registry.host, name: 'local' });
  });

  after(async () => {
    await setRegistries();
    await Promise.all([server.stop(), registry.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const tags = (name: string): Promise<string[]> => tagsOf(openRegistry(registry.host), name);

  it('Mirror Charts asks what, which and where to, shows the plan, and does it', async () => {
    const target = `oci://${registry.host}/wizard/`;
    const there = ['local: wizard/kitchen:7.1.0', 'local: wizard/lobby:1.1.0'];
    const asked = await answering(
      [
        { checked: ['kitchen', 'lobby'] },
        'The newest version of each',
        { typed: target },
        { checked: there },
      ],
      () => run('chartroom.charts.mirror', server.url),
    );
    assert.match(asked[0] ?? '', /All charts/);
    assert.match(asked[3] ?? '', /^Mirror: 2 new\n/);
    assert.deepEqual(await tags('wizard/lobby'), ['1.1.0']);
    assert.deepEqual(await tags('wizard/kitchen'), ['7.1.0']);
  });

  it('Mirror Charts runs a mirror file as it is in the editor', async () => {
    const file = join(folder, 'chartroom.mirror.yaml');
    const lines = [
      `target: oci://${registry.host}/file/`,
      'sources:',
      `  - url: ${server.url}`,
      '    charts: [{ name: lobby, versions: ">=1 <2" }]',
    ];
    await writeFile(file, lines.join('\n'));
    const versions = ['1.1.0', '1.0.0'].map((tag) => `local: file/lobby:${tag}`);
    await answering([{ checked: versions }], () =>
      run('chartroom.charts.mirror', vscode.Uri.file(file)),
    );
    assert.deepEqual((await tags('file/lobby')).sort(), ['1.0.0', '1.1.0']);
    const again = await answering([escape], () =>
      run('chartroom.charts.mirror', vscode.Uri.file(file)),
    );
    assert.match(again[0] ?? '', /^Mirror: 2 the same\n/);
  });

  it('Mirror Charts opens a mirror file at its mistake', async () => {
    const file = join(folder, 'broken.yaml');
    await writeFile(file, 'sources:\n  - url: nothing\n');
    await answering(['Open File'], () => run('chartroom.charts.mirror', vscode.Uri.file(file)));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file);
    assert.equal(editor.selection.active.line, 1);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
