import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import { repositoryEntry } from '../../../../src/publishing/repositoryEntry';
import type { RepositoryEntry } from '../../../../src/registries/registry';
import { inEcrApi } from '../../../support/ecr/fixture';
import { addImage, addRepository, imageOf } from '../../../support/ecr/state';
import { problemOf } from '../../../support/problemOf';
import { repositoriesOf, versionsOf } from '../../../support/listed';

const chartType = 'application/vnd.cncf.helm.config.v1+json';

void describe('the API of a private ECR registry', () => {
  void it('lists repositories with what ECR says of each', async () => {
    await inEcrApi(async ({ state, connect }) => {
      addRepository(state, 'team/charts/app', {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filter: 'latest*' }],
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:key' },
      });
      const [entry] = await repositoriesOf(connect());
      assert.deepEqual(entry, {
        name: 'team/charts/app',
        mutability: 'immutable-with-exclusion',
        exclusions: ['latest*'],
        scanOnPush: true,
        encryption: 'KMS (arn:aws:kms:key)',
        arn: 'arn:aws:ecr:eu-west-1:123456789012:repository/team/charts/app',
        uri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/charts/app',
        created: new Date('2026-01-01'),
      });
    });
  });

  void it('lists what is named by hand first, wherever it is, with what ECR says of it', async () => {
    await inEcrApi(async ({ state, connect }) => {
      addRepository(state, 'charts/app');
      addRepository(state, 'other/app', { imageTagMutability: 'IMMUTABLE' });
      addRepository(state, 'other/base');
      const registry = connect({ repositories: ['other/app'], namespaces: ['charts'] });
      const entries: RepositoryEntry[] = [];
      for await (const { items } of registry.repositories()) entries.push(...items);
      assert.deepEqual(
        entries.map(({ name, mutability }) => [name, mutability]),
        [
          ['other/app', 'immutable'],
          ['charts/app', 'mutable'],
        ],
      );
    });
  });

  void it('tells what it knows of one repository, wherever it is listed, and lists nothing for one that is not there', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      for (let n = 0; n < 2500; n++) addRepository(state, `charts/app-${n}`);
      addRepository(state, 'team/app', { imageTagMutability: 'IMMUTABLE' });
      const entry = await repositoryEntry(connect(), 'team/app');
      assert.deepEqual([entry?.name, entry?.mutability], ['team/app', 'immutable']);
      const before = api.requests.length;
      assert.equal(await repositoryEntry(connect(), 'team/none'), undefined);
      assert.equal(api.requests.length, before + 1);
    });
  });

  void it('lists 10,000 repositories by ten pages, the first with one request', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      for (let n = 0; n < 10_000; n++) addRepository(state, `charts/app-${n}`);
      const sizes: number[] = [];
      for await (const { items, more } of connect().repositories()) {
        sizes.push(items.length);
        assert.equal(api.requests.length, sizes.length);
        assert.equal(more, sizes.length < 10);
      }
      assert.deepEqual(sizes, Array<number>(10).fill(1000));
    });
  });

  void it('lists the versions of 10,000 images by ten pages and with no request more', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      const repository = addRepository(state, 'app');
      for (let n = 0; n < 10_000; n++) {
        const digest = sha256(`image ${n}`);
        repository.images.set(digest, imageOf({ digest }, `1.${n}.0`));
      }
      const tags: string[] = [];
      for await (const { items } of connect().repository('app').versions()) {
        tags.push(...items.map(({ tag }) => tag));
        assert.equal(api.requests.length, tags.length / 1000);
      }
      assert.equal(new Set(tags).size, 10_000);
    });
  });

  void it('asks for smaller pages where those are wanted', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      for (const name of ['app', 'base', 'cache']) addRepository(state, name);
      const pages: string[][] = [];
      for await (const { items } of connect().repositories({ pageSize: 2 })) {
        pages.push(items.map(({ name }) => name));
      }
      assert.deepEqual(pages, [['app', 'base'], ['cache']]);
      assert.deepEqual(api.requests[0]?.input, { registryId: '123456789012', maxResults: 2 });
    });
  });

  void it('takes all of a version from its page', async () => {
    await inEcrApi(async ({ state, connect }) => {
      const digest = sha256('app');
      const image = {
        digest,
        size: 4096,
        artifactMediaType: chartType,
        pulled: Date.UTC(2026, 0, 3),
      };
      addImage(addRepository(state, 'app'), image, '1.0.0', 'latest');
      const common = {
        digest,
        artifactType: chartType,
        size: 4096,
        pushed: new Date('2026-01-01'),
        lastPulled: new Date('2026-01-03'),
      };
      assert.deepEqual(await versionsOf(connect(), 'app'), [
        { tag: '1.0.0', ...common, otherTags: ['latest'] },
        { tag: 'latest', ...common, otherTags: ['1.0.0'] },
      ]);
    });
  });

  void it('describes a version: type and scan; names its replicas', async () => {
    await inEcrApi(async ({ state, connect }) => {
      state.replicas.push('us-east-1', 'ap-south-1');
      const type = 'application/vnd.oci.image.config.v1+json';
      addImage(
        addRepository(state, 'app'),
        { digest: sha256('app'), artifactMediaType: type },
        'v1',
      );
      const found = await connect().repository('app').describe?.('v1');
      assert.equal(found?.tag, 'v1');
      assert.equal(found.artifactType, type);
      assert.deepEqual(await connect().repository('app').replicas?.('v1'), [
        { region: 'us-east-1', status: 'complete' },
        { region: 'ap-south-1', status: 'in-progress' },
      ]);
      assert.deepEqual(found.details.slice(0, 2), [
        ['Status', 'ACTIVE'],
        ['Scan', 'COMPLETE: 2 high, 5 low'],
      ]);
    });
  });

  void it('reads the type from the manifest where ECR names none, and leaves out what it may not ask', async () => {
    await inEcrApi(async ({ state, connect }) => {
      state.denied.add('ecr:DescribeRegistry').add('ecr:DescribeImageScanFindings');
      const config = { mediaType: chartType, digest: sha256('{}'), size: 2 };
      const manifest = JSON.stringify({ schemaVersion: 2, config, layers: [] });
      const digest = sha256(manifest);
      addImage(addRepository(state, 'app'), { digest, manifest }, '1.0.0');
      const found = await connect().repository('app').describe?.('1.0.0');
      assert.equal(found?.artifactType, chartType);
      assert.deepEqual(await connect().repository('app').replicas?.('1.0.0'), []);
      assert.deepEqual(found.details, [['Status', 'ACTIVE']]);
    });
  });

  void it('deletes a version with its tags, one tag, and a repository', async () => {
    await inEcrApi(async ({ state, connect }) => {
      const digest = sha256('app');
      const repository = addRepository(state, 'app');
      addImage(repository, { digest }, '1.0.0', 'latest');
      addImage(repository, { digest: sha256('next') }, '2.0.0');
      const registry = connect();
      const app = registry.repository('app');
      await app.untag?.('latest');
      assert.deepEqual([...(repository.images.get(digest)?.tags ?? [])], ['1.0.0']);
      await app.deleteVersion?.(digest);
      assert.deepEqual([...repository.images.keys()], [sha256('next')]);
      const gone = await problemOf(app.deleteVersion?.(digest) ?? Promise.resolve());
      assert.equal(gone.code, 'oci.not-found');
      await registry.deleteRepository?.('app');
      assert.equal(state.repositories.size, 0);
    });
  });

  void it('says which tags stay where they are', async () => {
    await inEcrApi(async ({ state, connect }) => {
      addRepository(state, 'app', { imageTagMutability: 'IMMUTABLE' });
      addRepository(state, 'web');
      const registry = connect();
      const app = await registry.repository('app').immutable?.('1.0.0');
      assert.match(app ?? '', /keeps its tag 1\.0\.0 immutable/);
      assert.equal(await registry.repository('web').immutable?.('1.0.0'), undefined);
      assert.equal(await registry.repository('none').immutable?.('1.0.0'), undefined);
      state.denied.add('ecr:DescribeRepositories');
      assert.equal(await registry.repository('app').immutable?.('1.0.0'), undefined);
    });
  });

  void it('knows what a push makes by a creation template', async () => {
    await inEcrApi(async ({ state, connect }) => {
      state.templates.push(
        { prefix: 'team', appliedFor: ['CREATE_ON_PUSH'] },
        { prefix: 'team/mirror', appliedFor: ['PULL_THROUGH_CACHE'] },
      );
      const { creation } = connect();
      assert.equal(await creation?.madeByPush('team/app'), true);
      assert.equal(await creation?.madeByPush('team/mirror/app'), false);
      assert.equal(await creation?.madeByPush('teamwork/app'), false);
      state.denied.add('ecr:DescribeRepositoryCreationTemplates');
      state.now += 60_000;
      assert.equal(await creation?.madeByPush('team/app'), false);
    });
  });
});
