import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { inEmulator, type Emulator } from '../support/ecr/emulator';
import { addRepository } from '../support/ecr/state';
import { setEnvironment } from '../support/environment';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { rowsBelow, viewRow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { escape, type Answer } from '../support/host/script';
import { setRegistries } from '../support/host/settings';
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
