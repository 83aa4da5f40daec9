import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import { settingNames } from '../../src/ui/contributions';
import type { ExplorerNode } from '../../src/ui/explorer/node';
import { dragAndDropVersions } from '../../src/ui/promote/dragVersions';
import { minimalChart } from '../support/charts/exampleCharts';
import { writeFiles } from '../support/charts/writeFiles';
import { inEmulator, type Emulator } from '../support/ecr/emulator';
import { addRepository } from '../support/ecr/state';
import { setEnvironment } from '../support/environment';
import { answering } from '../support/host/answering';
import { chartRow } from '../support/host/chartsView';
import { run } from '../support/host/command';
import { rowsBelow, tooltipAt, viewRow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { savedRow } from '../support/host/savedRow';
import { escape, type Answer } from '../support/host/script';
import { setRegistries, setSetting } from '../support/host/settings';
import { without } from '../support/peer';

const label = '123456789012 · eu-west-1';

describe('Create Repository', { skip: without('dockerRegistry') }, () => {
  it('asks for the name, and once how to create it, when it comes from the palette', async (t) => {
    await inConnected(t, async ({ state, front }) => {
      const asked = await create(['team/charts/app', 'Create']);
      assert.match(asked[0] ?? '', new RegExp(`^Create Repository on ${front.host}\n`));
      assert.match(asked[1] ?? '', /^Create team\/charts\/app\?\n/);
      const { settings } = state.repositories.get('team/charts/app') ?? {};
      assert.equal(settings?.imageTagMutability, 'IMMUTABLE');
      assert.deepEqual(await rowsBelow(label), ['team/charts']);
    });
  });

  it('begins the name with the folder it is called on, and with nothing on a registry', async (t) => {
    await inConnected(t, async ({ state }) => {
      for (const name of ['team/charts/app', 'team/charts/web']) addRepository(state, name);
      const folder = await viewRow(label, 'team/charts');
      const [below] = await create(['team/charts/cache', 'Create'], folder);
      assert.match(below ?? '', /\nteam\/charts\/$/);
      const [alone] = await create(['base', 'Create'], await viewRow(label));
      assert.match(alone ?? '', /such as team\/charts\/app$/);
      assert.deepEqual(await rowsBelow(label), ['team/charts', 'base']);
      assert.deepEqual(await rowsBelow(label, 'team/charts'), ['app', 'cache', 'web']);
    });
  });

  it('is the way out of a push that finds no repository', async (t) => {
    await inConnected(t, async ({ state, front }) => {
      // The login may push and not ask what is there, so only the push can tell.
      state.denied.add('ecr:DescribeRepositories');
      const reference = `${front.host}/team/storefront:1.4.0`;
      await run('chartroom.chart.save', sampleChart());
      await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
      const push = (): Thenable<unknown> => run('chartroom.saved.push', reference);
      const asked = await answering([escape, 'Create Repository', 'Create'], push);
      assert.match(asked[1] ?? '', /does not exist/);
      assert.match(asked[2] ?? '', /^Create team\/storefront\?\n/);
      assert.deepEqual([...state.repositories.keys()], ['team/storefront']);
      await answering([], push);
      assert.equal(state.repositories.get('team/storefront')?.images.size, 1);
      await run('chartroom.saved.remove', reference);
    });
  });

  it('goes on with a repository that somebody else makes while it is asked for', async (t) => {
    await inConnected(t, async ({ state, front }) => {
      const reference = `${front.host}/team/storefront:1.4.0`;
      await run('chartroom.chart.save', sampleChart());
      await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
      const [asked, pushed] = await answering(['Create', 'Copy Reference'], () => {
        const { showQuickPick } = vscode.window;
        const meanwhile = (...question: Parameters<typeof showQuickPick>) => {
          addRepository(state, 'team/storefront');
          return showQuickPick(...question);
        };
        Object.assign(vscode.window, { showQuickPick: meanwhile });
        return run('chartroom.saved.push', reference);
      });
      assert.match(asked ?? '', /^Create team\/storefront\?\n/);
      assert.match(pushed ?? '', /^Pushed \S+ \([^)]*\)\n/, 'it does not claim to have made it');
      assert.equal(state.repositories.get('team/storefront')?.images.size, 1);
      await run('chartroom.saved.remove', reference);
    });
  });

  it('is asked once for a repository that several charts of a release go to', async (t) => {
    await inConnected(t, async ({ front }) => {
      const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      t.after(async () => {
        await setSetting(settingNames.publishRepository, undefined);
        await rm(join(root, 'pair'), { recursive: true, force: true });
      });
      for (const [name, version] of [
        ['one', '1.0.0'],
        ['two', '2.0.0'],
      ] as const) {
        await writeFiles(join(root, 'pair', name), minimalChart(name, version));
      }
      await setSetting(settingNames.publishRepository, {
        'pair/*': `oci://${front.host}/team/shared`,
      });
      await run('chartroom.charts.refresh');
      const rows = [await chartRow('one'), await chartRow('two')];
      const accept = `one 1.0.0 → ${label}: team/shared`;
      const asked = await answering([accept, escape], () =>
        run('chartroom.charts.publish', rows[0], rows),
      );
      assert.match(asked[1] ?? '', /^Create team\/shared\?\n/);
    });
  });

  it('is shown as a promotion has made it, with the tags that are the exception', async (t) => {
    await inConnected(t, async ({ state }) => {
      assert.deepEqual(await rowsBelow(label), ['No repositories']);
      await run('chartroom.chart.save', sampleChart());
      const there = `${label}: team/storefront:1.4.0`;
      await answering(
        [
          ...[{ typed: 'team/storefront' }, { checked: [there] }],
          ...['Tag mutability', 'Immutable, except', 'latest dev-*', 'Create'],
        ],
        async () => run('chartroom.version.promote', await savedRow('storefront:1.4.0')),
      );
      assert.equal(state.repositories.get('team/storefront')?.images.size, 1);
      assert.match(await tooltipAt(label, 'team', 'storefront'), /latest.*dev-/s);
    });
  });

  it('offers the settings of the repository that is dragged', async (t) => {
    await inConnected(t, async ({ state, front }) => {
      const like = {
        imageTagMutability: 'MUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
      } as const;
      addRepository(state, 'dev/storefront', like);
      const reference = `${front.host}/dev/storefront:1.4.0`;
      await run('chartroom.chart.save', sampleChart());
      await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
      await answering([], () => run('chartroom.saved.push', reference));
      await run('chartroom.saved.remove', reference);
      const views = dragAndDropVersions();
      const data = new vscode.DataTransfer();
      const { token } = new vscode.CancellationTokenSource();
      const row = (await viewRow(label, 'dev', 'storefront', '1.4.0')) as ExplorerNode;
      await views.handleDrag?.([row], data, token);
      const target = (await viewRow(label)) as ExplorerNode;
      const there = `${label}: prod/storefront:1.4.0`;
      await answering([{ typed: 'prod/storefront' }, { checked: [there] }, 'Create'], () =>
        Promise.resolve(views.handleDrop?.(target, data, token)),
      );
      const { settings } = state.repositories.get('prod/storefront') ?? {};
      assert.equal(settings?.imageTagMutability, like.imageTagMutability);
      assert.deepEqual(settings.imageScanningConfiguration, like.imageScanningConfiguration);
    });
  });

  it('takes patterns of tags that are the exception, as many as the host knows', async (t) => {
    await inConnected(t, async ({ state }) => {
      const except = ['app', 'Tag mutability', 'Immutable, except'];
      await create([...except, 'latest dev-*', 'Create']);
      const { settings } = state.repositories.get('app') ?? {};
      assert.equal(settings?.imageTagMutability, 'IMMUTABLE_WITH_EXCLUSION');
      assert.deepEqual(
        settings.imageTagMutabilityExclusionFilters?.map(({ filter }) => filter),
        ['latest', 'dev-*'],
      );
      await assert.rejects(
        create([...except, 'a b c d e f', escape]),
        /"a b c d e f" is refused: At most 5 patterns/,
      );
    });
  });

  it('creates nothing when one of its questions is closed', async (t) => {
    await inConnected(t, async ({ state }) => {
      await create([escape]);
      await create(['app', escape]);
      assert.equal(state.repositories.size, 0);
    });
  });
});

function create(answers: readonly Answer[], row?: unknown): Promise<readonly string[]> {
  return answering(answers, () => run('chartroom.repository.create', row));
}

/** Runs with an emulator whose registry is the only one that is connected. */
async function inConnected(
  t: TestContext,
  use: (emulator: Emulator) => Promise<void>,
): Promise<void> {
  await inEmulator(async (emulator) => {
    const { state, front, environment } = emulator;
    const { account, region } = state;
    t.after(setEnvironment(environment));
    t.after(() => setRegistries());
    await setRegistries({ host: front.host, aws: { profile: 'dev', account, region } });
    await use(emulator);
  });
}
