import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { Repository } from '../../src/registries/registry';
import type { ExplorerNode } from '../../src/ui/explorer/node';
import { dragAndDropVersions } from '../../src/ui/promote/dragVersions';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { rowsBelow, viewRow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { savedRow } from '../support/host/savedRow';
import { escape } from '../support/host/script';
import { setRegistries } from '../support/host/settings';
import { openRegistry } from '../support/openRegistry';
import { pushPlain } from '../support/plainPush';
import { startRegistry, type TestRegistry } from '../support/registry/testRegistry';

describe('promoting', () => {
  let folder: string;
  let dev: TestRegistry;
  let prod: TestRegistry;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    dev = await startRegistry({ directory: join(folder, 'dev') });
    prod = await startRegistry({ directory: join(folder, 'prod') });
    await setRegistries({ host: dev.host, name: 'dev' }, { host: prod.host, name: 'prod' });
    for (const tag of ['1.0.0', '2.0.0']) await pushPlain(dev.url, 'team/app', tag);
    // The view has rows from the first command on.
    await run('chartroom.registries.refresh');
    await pushPlain(dev.url, 'team/web', '0.1.0');
  });

  after(async () => {
    await setRegistries();
    await Promise.all([dev.stop(), prod.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const at = (registry: TestRegistry, name: string): Repository =>
    openRegistry(registry.host).repository(name);

  it('Promote copies all selected versions after a plan, and the view shows them', async () => {
    const first = await viewRow('dev', 'team', 'app', '1.0.0');
    const second = await viewRow('dev', 'team', 'web', '0.1.0');
    const there = ['charts/app:1.0.0', 'charts/web:0.1.0'];
    const planned = there.map((name) => `prod: ${name}`);
    const asked = await answering(
      [{ checked: ['prod'] }, { typed: 'charts/' }, { checked: planned }, 'Copy References'],
      () => run('chartroom.version.promote', first, [first, second]),
    );
    assert.match(asked[0] ?? '', /^Promote 2 versions\n/);
    assert.match(asked[1] ?? '', /^Promote 2 versions → prod\n/);
    assert.ok(asked[2]?.includes(`${planned[0] ?? ''}: new: from ${dev.host}/team/app:1.0.0`));
    assert.match(asked[3] ?? '', /^Promoted 2 of 2 versions\n/);
    for (const [name, tag] of [
      ['app', '1.0.0'],
      ['web', '0.1.0'],
    ] as const) {
      const { digest } = await at(prod, `charts/${name}`).resolve(tag);
      assert.equal(digest, (await at(dev, `team/${name}`).resolve(tag)).digest);
    }
    assert.equal(
      await vscode.env.clipboard.readText(),
      there.map((name) => `${prod.host}/${name}`).join('\n'),
    );
    assert.deepEqual(await rowsBelow('prod', 'charts', 'app'), ['1.0.0']);
  });

  it('Promote asks which versions of a repository, and remembers where they went', async () => {
    const repository = await viewRow('dev', 'team', 'app');
    const there = ['prod: charts/app:2.0.0'];
    await answering(
      [{ typed: '^2' }, { checked: ['prod'] }, 'charts/app', { checked: there }],
      () => run('chartroom.version.promote', repository),
    );
    const { digest } = await at(prod, 'charts/app').resolve('2.0.0');
    assert.equal(digest, (await at(dev, 'team/app').resolve('2.0.0')).digest);
    const asked = await answering(
      ['The newest version', { checked: ['prod'] }, 'charts/app', escape],
      () => run('chartroom.version.promote', repository),
    );
    assert.match(asked[2] ?? '', /\ncharts\/app: last time/);
    assert.match(asked[3] ?? '', /2\.0\.0: the same/);
  });

  it('Promote takes a saved chart to several registries at once', async () => {
    await run('chartroom.chart.save', sampleChart());
    const targets = ['dev', 'prod'].map((name) => `${name}: charts/storefront:1.4.0`);
    const row = await savedRow('storefront:1.4.0');
    const asked = await answering(
      [
        { checked: ['dev', 'prod'] },
        ...[{ typed: 'charts/storefront' }, 'charts/storefront'],
        { checked: targets },
      ],
      () => run('chartroom.version.promote', row),
    );
    assert.match(asked[2] ?? '', /→ prod \(2\/2\)\n/);
    const [one, other] = await Promise.all(
      [dev, prod].map((registry) => at(registry, 'charts/storefront').resolve('1.4.0')),
    );
    assert.equal(one?.digest, other?.digest);
  });

  it('Promote takes what is dropped on a folder below it, and on a repository into it', async () => {
    const row = (await viewRow('dev', 'team', 'web', '0.1.0')) as ExplorerNode;
    const views = dragAndDropVersions();
    const token = new vscode.CancellationTokenSource().token;
    const drop = async (target: unknown): Promise<void> => {
      const data = new vscode.DataTransfer();
      await views.handleDrag?.([row], data, token);
      await views.handleDrop?.(target as ExplorerNode, data, token);
    };
    const below = 'prod: charts/web:0.1.0';
    const folderRow = await viewRow('prod', 'charts');
    const [plan] = await answering([escape], () => drop(folderRow));
    assert.ok(plan?.includes(below));
    const into = 'prod: charts/app:0.1.0';
    const repositoryRow = await viewRow('prod', 'charts', 'app');
    await answering([{ checked: [into] }], () => drop(repositoryRow));
    const { digest } = await at(prod, 'charts/app').resolve('0.1.0');
    assert.equal(digest, (await at(dev, 'team/web').resolve('0.1.0')).digest);
  });

  it('Tag Version gives one more tag, and asks before it takes it from another', async () => {
    const first = await viewRow('dev', 'team', 'app', '1.0.0');
    const second = await viewRow('dev', 'team', 'app', '2.0.0');
    await answering(['stable'], () => run('chartroom.version.tag', first));
    const { digest } = await at(dev, 'team/app').resolve('1.0.0');
    assert.equal((await at(dev, 'team/app').resolve('stable')).digest, digest);
    await answering([escape], () => run('chartroom.version.tag', second, 'stable'));
    assert.equal((await at(dev, 'team/app').resolve('stable')).digest, digest);
    await answering(['Move the Tag'], () => run('chartroom.version.tag', second, 'stable'));
    assert.notEqual((await at(dev, 'team/app').resolve('stable')).digest, digest);
  });

  it('Copy Reference is about all selected rows, and about the one beside them', async () => {
    const app = await viewRow('dev', 'team', 'app', '1.0.0');
    const web = await viewRow('dev', 'team', 'web', '0.1.0');
    const references = [`${dev.host}/team/app:1.0.0`, `${dev.host}/team/web:0.1.0`];
    await run('chartroom.item.copyReference', app, [app, web]);
    assert.equal(await vscode.env.clipboard.readText(), references.join('\n'));
    await run('chartroom.item.copyReference', web, [app]);
    assert.equal(await vscode.env.clipboard.readText(), references[1]);
  });
});
