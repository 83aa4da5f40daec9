import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planPromotions } from '../../../../src/publishing/promote/plan';
import { runPromotions } from '../../../../src/publishing/promote/run';
import { connectAcr, setUpAcr } from '../../../support/acr/acrFixture';
import { countOperations } from '../../../support/ecr/countOperations';
import { OciRefusal } from '../../../support/ecr/ociRefusal';
import { inEcr } from '../../../support/ecr/wholeEcr';
import { attach } from '../../../support/oci/attach';
import { openRegistry } from '../../../support/openRegistry';
import { without } from '../../../support/peer';
import { imageManifest, pushPlain } from '../../../support/plainPush';
import { pushSignedChart } from '../../../support/publishing/pushSignedChart';
import { promotionOf } from '../../../support/publishing/promotionOf';
import { registryFor } from '../../../support/registryFixture';

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
          promotionOf(acr, `dev/keepsake:${tag}`, ecr, `prod/keepsake:${tag}`),
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
        promotionOf(ecr, 'prod/keepsake:1.4.0', acr, 'back/keepsake:1.4.0'),
      ]);
      const [returned] = await runPromotions(back);
      assert.deepEqual(returned?.is === 'failed' && returned.error, false);
      assert.equal(returned?.is, 'done');
      assert.equal((await acr.repository('back/keepsake').resolve('1.4.0')).digest, digest);
    });
  });

  it('ask once for each missing repository, and once for all of them what a push makes', async (t) => {
    const dev = await registryFor(t);
    const names = ['app', 'web', 'cache'];
    const versions = names.flatMap((name) => ['1.0.0', '2.0.0'].map((tag) => `${name}:${tag}`));
    for (const version of versions) {
      const [name = '', tag = ''] = version.split(':');
      await pushPlain(dev.url, name, tag);
    }
    await inEcr(async ({ api, connect }) => {
      const ecr = connect();
      const from = openRegistry(dev.host);
      const promotions = versions.map((version) => promotionOf(from, version, ecr, version));
      const asked = await countOperations(api, () => planPromotions(promotions));
      assert.deepEqual(asked, {
        DescribeRepositories: 3,
        DescribeRepositoryCreationTemplates: 1,
      });
    });
  });

  it('bring signatures to ECR, or say that it did not take them', async (t) => {
    const dev = await registryFor(t);
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
            promotionOf(openRegistry(dev.host), 'dev/app:1.0.0', ecr, 'prod/app:1.0.0'),
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
    const dev = await registryFor(t);
    await pushPlain(dev.url, 'dev/app', '1.0.0');
    await inEcr(async ({ connect }) => {
      const ecr = connect();
      await ecr.creation?.create('prod/app', { mutability: 'immutable' });
      await pushSignedChart(ecr.repository('prod/app'));
      await ecr
        .repository('prod/app')
        .tag((await ecr.repository('prod/app').resolve('1.4.0')).digest, '1.0.0');
      const [planned] = await planPromotions([
        promotionOf(openRegistry(dev.host), 'dev/app:1.0.0', ecr, 'prod/app:1.0.0'),
      ]);
      assert.ok(planned?.outlook.is === 'immutable');
      assert.match(planned.outlook.error.message, /cannot be replaced: .* immutable$/);
      assert.equal(planned.outlook.error.remedy, undefined);
    });
  });

  it('say which name a registry cannot have', async (t) => {
    const dev = await registryFor(t);
    await pushPlain(dev.url, 'dev/app', '1.0.0');
    await inEcr(async ({ connect }) => {
      const [planned] = await planPromotions([
        promotionOf(openRegistry(dev.host), 'dev/app:1.0.0', connect(), 'a:1.0.0'),
      ]);
      assert.ok(planned?.outlook.is === 'impossible');
      assert.match(planned.outlook.error.message, /can have no repository a: /);
    });
  });
});
