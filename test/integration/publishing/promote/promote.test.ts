import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import { planPromotions } from '../../../../src/publishing/promote/plan';
import { runPromotions, type PromotionProgress } from '../../../../src/publishing/promote/run';
import { saveChart } from '../../../../src/publishing/save';
import { tagVersion } from '../../../../src/publishing/tagVersion';
import { minimalChart } from '../../../support/charts/exampleCharts';
import { codeOf } from '../../../support/mirror/runWhole';
import { openRegistry } from '../../../support/openRegistry';
import { pushPlain } from '../../../support/plainPush';
import { problemOf } from '../../../support/problemOf';
import { setUpDesk } from '../../../support/publishing/desk';
import { promotionOf } from '../../../support/publishing/promotionOf';
import { registryFor } from '../../../support/registryFixture';

describe('a plan of promotions', () => {
  it('tells new from same and different, and what cannot be done, and sends nothing', async (t) => {
    const dev = await registryFor(t);
    const prod = await registryFor(t);
    for (const tag of ['1.0.0', '1.1.0', '1.2.0']) await pushPlain(dev.url, 'dev/app', tag);
    await pushPlain(prod.url, 'prod/app', '1.1.0');
    const theirs = await pushPlain(prod.url, 'prod/app', '1.2.0', { layer: 'other' });
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    prod.clearRequests();
    const planned = await planPromotions([
      promotionOf(from, 'dev/app:1.0.0', to, 'prod/app:1.0.0'),
      promotionOf(from, 'dev/app:1.1.0', to, 'prod/app:1.1.0'),
      promotionOf(from, 'dev/app:1.2.0', to, 'prod/app:1.2.0'),
      promotionOf(from, 'dev/app:9.9.9', to, 'prod/app:9.9.9'),
    ]);
    assert.deepEqual(
      planned.slice(0, 3).map(({ outlook }) => outlook),
      [{ is: 'new', repository: 'there' }, { is: 'same' }, { is: 'differs', existing: theirs }],
    );
    const last = planned[3]?.outlook;
    assert.ok(last?.is === 'impossible');
    assert.match(last.error.message, /9\.9\.9 was not found/);
    assert.deepEqual(
      prod.requests.map(({ method }) => method),
      ['HEAD', 'HEAD', 'HEAD'],
    );
  });

  it('of many versions into one repository lists its tags, and asks about those that are there', async (t) => {
    const [dev, prod] = [await registryFor(t), await registryFor(t)];
    const tags = Array.from({ length: 30 }, (_, minor) => `1.${minor}.0`);
    for (const tag of tags) await pushPlain(dev.url, 'dev/app', tag);
    await pushPlain(prod.url, 'prod/app', '1.1.0');
    const theirs = await pushPlain(prod.url, 'prod/app', '1.2.0', { layer: 'other' });
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const promotions = tags.map((tag) =>
      promotionOf(from, `dev/app:${tag}`, to, `prod/app:${tag}`),
    );
    const plan = async (): Promise<readonly string[]> => {
      prod.clearRequests();
      const planned = await planPromotions(promotions);
      return planned.map(({ outlook }) =>
        outlook.is === 'differs' ? outlook.existing : outlook.is,
      );
    };
    const others = Array.from({ length: 27 }, () => 'new');
    assert.deepEqual(await plan(), ['new', 'same', theirs, ...others]);
    assert.deepEqual(prod.requests.map(({ method }) => method).sort(), ['GET', 'HEAD', 'HEAD']);

    const refused = { kind: 'status', status: 403 } as const;
    prod.faults.add({ when: { path: /\/tags\/list/ }, then: refused });
    assert.deepEqual(await plan(), ['new', 'same', theirs, ...others]);
    // Each is asked for, and the one that differs once more.
    assert.equal(prod.requests.filter(({ method }) => method === 'HEAD').length, tags.length + 1);
  });

  it('asks nothing about a version whose digest was listed, and refuses what is no tag', async (t) => {
    const prod = await registryFor(t);
    const to = openRegistry(prod.host);
    const listed = sha256('app');
    const promotions = Array.from({ length: 30 }, (_, at) => ({
      ...promotionOf(openRegistry('nobody.invalid'), `dev/app:1.${at}.0`, to, `prod/app:1.${at}.0`),
      listed,
      ...(at === 29 && { tag: 'no tag' }),
    }));
    const planned = await planPromotions(promotions);
    assert.ok(planned.every(({ digest }) => digest === listed));
    assert.deepEqual(
      planned.map(({ outlook }) => outlook.is),
      [...Array.from({ length: 29 }, () => 'new'), 'impossible'],
    );
    assert.equal(prod.requests.length, 1);
  });

  it('asks once for a version that goes to several places, and for what goes to one place', async (t) => {
    const dev = await registryFor(t);
    const prod = await registryFor(t);
    await pushPlain(dev.url, 'dev/app', '1.0.0');
    await pushPlain(dev.url, 'test/app', '1.0.0', { layer: 'other' });
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const planned = await planPromotions([
      promotionOf(from, 'dev/app:1.0.0', to, 'prod/app:1.0.0'),
      promotionOf(from, 'dev/app:1.0.0', to, 'prod/app:1.0.0'),
      promotionOf(from, 'dev/app:1.0.0', to, 'prod/app:stable'),
      promotionOf(from, 'test/app:1.0.0', to, 'prod/app:1.0.0'),
    ]);
    assert.deepEqual(
      planned.map(({ outlook }) => outlook.is),
      ['new', 'new', 'impossible'],
    );
    const clash = planned[2]?.outlook;
    assert.ok(clash?.is === 'impossible');
    assert.equal(
      clash.error.message,
      `${dev.host}/test/app:1.0.0 cannot go to ${prod.host}/prod/app:1.0.0, because ${dev.host}/dev/app:1.0.0 goes there`,
    );
    assert.equal(dev.requests.filter(({ path }) => path.includes('/dev/app/')).length, 6);
  });
});

describe('promotions', () => {
  it('bring what they can when one target fails, with no tag where it failed', async (t) => {
    const dev = await registryFor(t);
    const targets = [await registryFor(t), await registryFor(t), await registryFor(t)];
    const digest = await pushPlain(dev.url, 'dev/app', '1.0.0');
    const [first, broken, last] = targets;
    assert.ok(first && broken && last);
    broken.faults.add({
      when: { method: 'PUT', path: /\/blobs\/uploads\// },
      then: { kind: 'status', status: 500 },
    });
    const planned = await planPromotions(
      targets.map(({ host }) =>
        promotionOf(openRegistry(dev.host), 'dev/app:1.0.0', openRegistry(host), 'prod/app:1.0.0'),
      ),
    );
    const seen: PromotionProgress[] = [];
    const results = await runPromotions(planned, { onProgress: (one) => seen.push(one) });
    assert.deepEqual(
      results.map(({ is }) => is),
      ['done', 'failed', 'done'],
    );
    const [, failed] = results;
    assert.ok(failed?.is === 'failed');
    assert.match(failed.error.message, /failed with status 500/);
    for (const { host } of [first, last]) {
      const repository = openRegistry(host).repository('prod/app');
      assert.equal((await repository.resolve('1.0.0')).digest, digest);
    }
    const nothing = openRegistry(broken.host).repository('prod/app').resolve('1.0.0');
    assert.equal((await problemOf(nothing)).code, 'oci.not-found');
    assert.deepEqual([seen.at(-1)?.done, seen.at(-1)?.total, seen.at(-1)?.share], [3, 3, 1]);
  });

  it('end before their tags when they are cancelled, and say which were done', async (t) => {
    const dev = await registryFor(t);
    const prod = await registryFor(t);
    for (const tag of ['1.0.0', '2.0.0', '3.0.0']) await pushPlain(dev.url, 'dev/app', tag);
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const planned = await planPromotions(
      ['1.0.0', '2.0.0', '3.0.0'].map((tag) =>
        promotionOf(from, `dev/app:${tag}`, to, `prod/app:${tag}`),
      ),
    );
    const controller = new AbortController();
    const results = await runPromotions(planned, {
      ...{ signal: controller.signal, concurrency: 1 },
      onProgress: ({ done }) => {
        if (done === 1) controller.abort();
      },
    });
    assert.deepEqual(
      results.map(({ is }) => is),
      ['done', 'cancelled', 'cancelled'],
    );
    const tags: string[] = [];
    for await (const { items } of to.repository('prod/app').versions()) {
      tags.push(...items.map(({ tag }) => tag));
    }
    assert.deepEqual(tags, ['1.0.0']);
  });

  it('are not tried one after the other when the way is cut, neither planned nor carried out', async (t) => {
    const dev = await registryFor(t);
    const prod = await registryFor(t);
    const tags = Array.from({ length: 12 }, (_, at) => `1.0.${at}`);
    for (const tag of tags) await pushPlain(dev.url, 'dev/app', tag);
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const promotions = tags.map((tag) =>
      promotionOf(from, `dev/app:${tag}`, to, `prod/app-${tag}:${tag}`),
    );
    const planned = await planPromotions(promotions);
    prod.faults.add({ when: () => true, then: { kind: 'cut' } });
    const triedIn = async (work: () => Promise<unknown>): Promise<number> => {
      dev.clearRequests();
      await work();
      return new Set(dev.requests.map(({ path }) => path)).size;
    };
    const tried = await triedIn(async () => {
      const ended: string[] = [];
      const results = await runPromotions(planned, {
        concurrency: 1,
        onResult: (result) => ended.push(result.is === 'failed' ? codeOf(result.error) : result.is),
      });
      assert.equal(results.length, 12);
      assert.deepEqual(ended, Array(12).fill('oci.unreachable'));
    });
    assert.equal(tried, 3);
    const looked = await triedIn(async () => {
      const again = await planPromotions(promotions, { concurrency: 1 });
      assert.ok(again.every(({ outlook }) => outlook.is === 'impossible'));
    });
    assert.equal(looked, 3);
  });

  it('replace only what was to be replaced', async (t) => {
    const dev = await registryFor(t);
    const prod = await registryFor(t);
    for (const tag of ['1.0.0', '2.0.0']) {
      await pushPlain(dev.url, 'dev/app', tag);
      await pushPlain(prod.url, 'prod/app', tag, { layer: `old ${tag}` });
    }
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const planned = await planPromotions(
      ['1.0.0', '2.0.0'].map((tag) => promotionOf(from, `dev/app:${tag}`, to, `prod/app:${tag}`)),
    );
    const meanwhile = await pushPlain(prod.url, 'prod/app', '2.0.0', { layer: 'meanwhile' });
    const results = await runPromotions(planned);
    assert.deepEqual(
      results.map((result) => result.is === 'done' && result.copied.outcome),
      ['copied', 'declined'],
    );
    assert.deepEqual(
      results.map((result) => result.is === 'done' && result.copied.kept),
      [undefined, meanwhile],
    );
    assert.equal((await to.repository('prod/app').resolve('2.0.0')).digest, meanwhile);
  });

  it('take saved charts to several registries at once', async (t) => {
    const desk = await setUpDesk(t);
    const { reference } = await saveChart(
      await desk.chart('app', minimalChart('app', '1.0.0')),
      desk.saved,
    );
    const targets = [await registryFor(t), await registryFor(t)];
    const planned = await planPromotions(
      targets.map(({ host }) => {
        const registry = openRegistry(host);
        const repository = registry.repository('charts/app');
        return {
          ...{ source: desk.saved, reference, from: reference },
          ...{ registry, repository, tag: '1.0.0' },
        };
      }),
    );
    const results = await runPromotions(planned);
    const { digest } = await desk.saved.resolve(reference);
    assert.equal(results.length, 2);
    for (const { planned: one } of results) {
      assert.equal((await one.repository.resolve('1.0.0')).digest, digest);
    }
  });
});

describe('one more tag for a version', () => {
  it('is given without sending a blob, and taken from another only when that is confirmed', async (t) => {
    const registry = await registryFor(t);
    const digest = await pushPlain(registry.url, 'app', '1.0.0');
    const other = await pushPlain(registry.url, 'app', '2.0.0');
    const repository = openRegistry(registry.host).repository('app');
    registry.clearRequests();
    const first = await tagVersion(repository, '1.0.0', 'stable');
    assert.deepEqual(first, { digest, outcome: 'tagged', replaced: undefined, kept: undefined });
    assert.ok(registry.requests.every(({ path }) => !path.includes('/blobs/')));
    assert.equal((await tagVersion(repository, '1.0.0', 'stable')).outcome, 'unchanged');
    const declined = await tagVersion(repository, '2.0.0', 'stable');
    assert.deepEqual([declined.outcome, declined.kept], ['declined', digest]);
    const moved = await tagVersion(repository, '2.0.0', 'stable', {
      confirmReplace: (existing) => Promise.resolve(existing.digest === digest),
    });
    assert.deepEqual(moved, {
      ...{ digest: other, outcome: 'tagged', replaced: digest, kept: undefined },
    });
    assert.equal((await repository.resolve('stable')).digest, other);
  });
});
