import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { planPromotions } from '../../../../src/publishing/promote/plan';
import type { Promotion } from '../../../../src/publishing/promote/promotion';
import { runPromotions, type PromotionProgress } from '../../../../src/publishing/promote/run';
import { saveChart } from '../../../../src/publishing/save';
import { tagVersion } from '../../../../src/publishing/tagVersion';
import type { Registry } from '../../../../src/registries/registry';
import { connectAcr, setUpAcr } from '../../../support/acr/acrFixture';
import { minimalChart } from '../../../support/charts/exampleCharts';
import { OciRefusal } from '../../../support/ecr/ociRefusal';
import { inEcr } from '../../../support/ecr/wholeEcr';
import { attach } from '../../../support/oci/attach';
import { openRegistry } from '../../../support/openRegistry';
import { without } from '../../../support/peer';
import { imageManifest, pushPlain } from '../../../support/plainPush';
import { problemOf } from '../../../support/problemOf';
import { setUpDesk } from '../../../support/publishing/desk';
import { pushSignedChart } from '../../../support/publishing/pushSignedChart';
import { startRegistry, type TestRegistryOptions } from '../../../support/registry/testRegistry';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function testRegistry(t: TestContext, options: Partial<TestRegistryOptions> = {}) {
  const registry = await startRegistry({ directory: await temporaryFolder(t), ...options });
  t.after(() => registry.stop());
  return registry;
}

function promotion(from: Registry, source: string, to: Registry, target: string): Promotion {
  const [sourceName = '', reference = ''] = source.split(':');
  const [targetName = '', tag = ''] = target.split(':');
  const repository = from.repository(sourceName);
  return {
    ...{ source: repository, reference, from: `${repository.location}:${reference}` },
    ...{ registry: to, repository: to.repository(targetName), tag },
  };
}

describe('a plan of promotions', () => {
  it('tells new from same and different, and what cannot be done, and sends nothing', async (t) => {
    const dev = await testRegistry(t);
    const prod = await testRegistry(t);
    for (const tag of ['1.0.0', '1.1.0', '1.2.0']) await pushPlain(dev.url, 'dev/app', tag);
    await pushPlain(prod.url, 'prod/app', '1.1.0');
    const theirs = await pushPlain(prod.url, 'prod/app', '1.2.0', { layer: 'other' });
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    prod.clearRequests();
    const planned = await planPromotions([
      promotion(from, 'dev/app:1.0.0', to, 'prod/app:1.0.0'),
      promotion(from, 'dev/app:1.1.0', to, 'prod/app:1.1.0'),
      promotion(from, 'dev/app:1.2.0', to, 'prod/app:1.2.0'),
      promotion(from, 'dev/app:9.9.9', to, 'prod/app:9.9.9'),
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

  it('asks once for a version that goes to several places, and for what goes to one place', async (t) => {
    const dev = await testRegistry(t);
    const prod = await testRegistry(t);
    await pushPlain(dev.url, 'dev/app', '1.0.0');
    await pushPlain(dev.url, 'test/app', '1.0.0', { layer: 'other' });
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const planned = await planPromotions([
      promotion(from, 'dev/app:1.0.0', to, 'prod/app:1.0.0'),
      promotion(from, 'dev/app:1.0.0', to, 'prod/app:1.0.0'),
      promotion(from, 'dev/app:1.0.0', to, 'prod/app:stable'),
      promotion(from, 'test/app:1.0.0', to, 'prod/app:1.0.0'),
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
    const dev = await testRegistry(t);
    const targets = [await testRegistry(t), await testRegistry(t), await testRegistry(t)];
    const digest = await pushPlain(dev.url, 'dev/app', '1.0.0');
    const [first, broken, last] = targets;
    assert.ok(first && broken && last);
    broken.faults.add({
      when: { method: 'PUT', path: /\/blobs\/uploads\// },
      then: { kind: 'status', status: 500 },
    });
    const planned = await planPromotions(
      targets.map(({ host }) =>
        promotion(openRegistry(dev.host), 'dev/app:1.0.0', openRegistry(host), 'prod/app:1.0.0'),
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
    const dev = await testRegistry(t);
    const prod = await testRegistry(t);
    for (const tag of ['1.0.0', '2.0.0', '3.0.0']) await pushPlain(dev.url, 'dev/app', tag);
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const planned = await planPromotions(
      ['1.0.0', '2.0.0', '3.0.0'].map((tag) =>
        promotion(from, `dev/app:${tag}`, to, `prod/app:${tag}`),
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

  it('replace only what was to be replaced', async (t) => {
    const dev = await testRegistry(t);
    const prod = await testRegistry(t);
    for (const tag of ['1.0.0', '2.0.0']) {
      await pushPlain(dev.url, 'dev/app', tag);
      await pushPlain(prod.url, 'prod/app', tag, { layer: `old ${tag}` });
    }
    const [from, to] = [openRegistry(dev.host), openRegistry(prod.host)];
    const planned = await planPromotions(
      ['1.0.0', '2.0.0'].map((tag) => promotion(from, `dev/app:${tag}`, to, `prod/app:${tag}`)),
    );
    const meanwhile = await pushPlain(prod.url, 'prod/app', '2.0.0', { layer: 'meanwhile' });
    const results = await runPromotions(planned);
    assert.deepEqual(
      results.map((result) => result.is === 'done' && result.copied.outcome),
      ['copied', 'declined'],
    );
    assert.equal((await to.repository('prod/app').resolve('2.0.0')).digest, meanwhile);
  });

  it('take saved charts to several registries at once', async (t) => {
    const desk = await setUpDesk(t);
    const { reference } = await saveChart(
      await desk.chart('app', minimalChart('app', '1.0.0')),
      desk.saved,
    );
    const targets = [await testRegistry(t), await testRegistry(t)];
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

describe('promotions between clouds', { skip: without('dockerRegistry') }, () => {
  it('make the repository once, with its settings, and keep digests: ACR to ECR and back', async (t) => {
    const { front } = await setUpAcr(t);
    const acr = connectAcr(front.host);
    const digest = await pushSignedChart(acr.repository('dev/keepsake'));
    await acr.repository('dev/keepsake').tag(digest, 'stable');
    await inEcr(async ({ state, connect }) => {
      const ecr = connect();
      const planned = await planPromotions(
        ['1.4.0', 'stable'].map((tag) =>
          promotion(acr, `dev/keepsake:${tag}`, ecr, `prod/keepsake:${tag}`),
        ),
      );
      assert.deepEqual(
        planned.map(({ outlook }) => outlook),
        Array.from({ length: 2 }, () => ({ is: 'new', repository: 'create' })),
      );
      const without = await runPromotions(planned);
      assert.deepEqual(
        without.map((result) => result.is === 'failed' && result.error.message),
        Array.from(
          { length: 2 },
          () =>
            `The repository prod/keepsake does not exist in ${ecr.host}, and a push does not make it`,
        ),
      );
      const made: string[] = [];
      const results = await runPromotions(planned, {
        settingsOf: () => ({ mutability: 'immutable', scanOnPush: true }),
        onCreated: ({ repository }) => made.push(repository.name),
      });
      assert.deepEqual(
        results.map((result) => (result.is === 'done' ? result.copied.digest : result)),
        [digest, digest],
      );
      assert.deepEqual(made, ['prod/keepsake']);
      const settings = state.repositories.get('prod/keepsake')?.settings;
      assert.equal(settings?.imageTagMutability, 'IMMUTABLE');
      assert.equal(settings.imageScanningConfiguration?.scanOnPush, true);

      const back = await planPromotions([
        promotion(ecr, 'prod/keepsake:1.4.0', acr, 'back/keepsake:1.4.0'),
      ]);
      const [returned] = await runPromotions(back);
      assert.deepEqual(returned?.is === 'failed' && returned.error, false);
      assert.equal(returned?.is, 'done');
      assert.equal((await acr.repository('back/keepsake').resolve('1.4.0')).digest, digest);
    });
  });

  it('bring signatures to ECR, or say that it did not take them', async (t) => {
    const dev = await testRegistry(t);
    const digest = await pushPlain(dev.url, 'dev/app', '1.0.0');
    const { size } = await openRegistry(dev.host).repository('dev/app').resolve('1.0.0');
    const subject = { mediaType: imageManifest, digest, size };
    const signature = {
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      content: '{}',
    };
    const attached = await attach(dev.url, 'dev/app', subject, signature);
    let takesThem = false;
    await inEcr(
      async ({ connect }) => {
        const ecr = connect();
        await ecr.creation?.create('prod/app', { mutability: 'immutable' });
        const plan = () =>
          planPromotions([
            promotion(openRegistry(dev.host), 'dev/app:1.0.0', ecr, 'prod/app:1.0.0'),
          ]);
        const [refused] = await runPromotions(await plan());
        assert.ok(refused?.is === 'done');
        assert.deepEqual(
          refused.copied.left.map(({ digest: left, error }) => [left, error.code]),
          [[attached.digest, 'oci.unsupported']],
        );
        takesThem = true;
        const [taken] = await runPromotions(await plan());
        assert.ok(taken?.is === 'done');
        assert.deepEqual(
          [taken.copied.outcome, taken.copied.attachments, taken.copied.left],
          ['unchanged', 1, []],
        );
        const { digest: there } = await ecr.repository('prod/app').resolve('1.0.0');
        const [referrer] = await ecr.repository('prod/app').referrers(there);
        assert.equal(referrer?.digest, attached.digest);
      },
      () => (method, path) => {
        if (takesThem || method !== 'PUT' || !path.endsWith(attached.digest)) return;
        throw new OciRefusal(405, 'UNSUPPORTED', "Invalid parameter at 'ImageManifest'");
      },
    );
  });

  it('are foreseen to fail where a tag is immutable', async (t) => {
    const dev = await testRegistry(t);
    await pushPlain(dev.url, 'dev/app', '1.0.0');
    await inEcr(async ({ connect }) => {
      const ecr = connect();
      await ecr.creation?.create('prod/app', { mutability: 'immutable' });
      await pushSignedChart(ecr.repository('prod/app'));
      await ecr
        .repository('prod/app')
        .tag((await ecr.repository('prod/app').resolve('1.4.0')).digest, '1.0.0');
      const [planned] = await planPromotions([
        promotion(openRegistry(dev.host), 'dev/app:1.0.0', ecr, 'prod/app:1.0.0'),
      ]);
      assert.ok(planned?.outlook.is === 'immutable');
      assert.match(planned.outlook.error.message, /cannot be replaced: .* immutable$/);
      assert.equal(planned.outlook.error.remedy, undefined);
    });
  });

  it('say which name a registry cannot have', async (t) => {
    const dev = await testRegistry(t);
    await pushPlain(dev.url, 'dev/app', '1.0.0');
    await inEcr(async ({ connect }) => {
      const [planned] = await planPromotions([
        promotion(openRegistry(dev.host), 'dev/app:1.0.0', connect(), 'a:1.0.0'),
      ]);
      assert.ok(planned?.outlook.is === 'impossible');
      assert.match(planned.outlook.error.message, /can have no repository a: /);
    });
  });
});

describe('one more tag for a version', () => {
  it('is given without sending a blob, and taken from another only when that is confirmed', async (t) => {
    const registry = await testRegistry(t);
    const digest = await pushPlain(registry.url, 'app', '1.0.0');
    const other = await pushPlain(registry.url, 'app', '2.0.0');
    const repository = openRegistry(registry.host).repository('app');
    registry.clearRequests();
    const first = await tagVersion(repository, '1.0.0', 'stable');
    assert.deepEqual(first, { digest, outcome: 'tagged', replaced: undefined });
    assert.ok(registry.requests.every(({ path }) => !path.includes('/blobs/')));
    assert.equal((await tagVersion(repository, '1.0.0', 'stable')).outcome, 'unchanged');
    assert.equal((await tagVersion(repository, '2.0.0', 'stable')).outcome, 'declined');
    const moved = await tagVersion(repository, '2.0.0', 'stable', {
      confirmReplace: (existing) => Promise.resolve(existing.digest === digest),
    });
    assert.deepEqual(moved, { digest: other, outcome: 'tagged', replaced: digest });
    assert.equal((await repository.resolve('stable')).digest, other);
  });
});
