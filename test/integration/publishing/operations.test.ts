import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { sha256 } from '../../../src/oci/digest';
import { describeVersion } from '../../../src/publishing/describeVersion';
import { pushChart } from '../../../src/publishing/push';
import { offeringUnlock } from '../../../src/publishing/remedy';
import { contentsOf } from '../../../src/publishing/repositoryContents';
import { saveChart } from '../../../src/publishing/save';
import { tagsOfVersion } from '../../../src/publishing/versionTags';
import { lazyRegistry } from '../../../src/registries/lazyRegistry';
import type { Registry, Repository, VersionEntry } from '../../../src/registries/registry';
import { connectAcr, setUpAcr } from '../../support/acr/acrFixture';
import { simpleChart } from '../../support/charts/exampleCharts';
import { inEcrApi } from '../../support/ecr/fixture';
import { addImage, addRepository } from '../../support/ecr/state';
import { inEcr } from '../../support/ecr/wholeEcr';
import { artifact, push } from '../../support/oci/artifact';
import { without } from '../../support/peer';
import { problemOf } from '../../support/problemOf';
import { setUpDesk } from '../../support/publishing/desk';

const skip = without('dockerRegistry');

/** The chart lobby 1.2.3+build.7 under its tag. */
async function publish(t: TestContext, repository: Repository): Promise<string> {
  const desk = await setUpDesk(t);
  const { reference } = await saveChart(await desk.chart('lobby', simpleChart), desk.saved);
  const { digest } = await pushChart(desk.saved, reference, repository, '1.2.3_build.7');
  return digest;
}

describe('a version that is described', { skip }, () => {
  it('on Amazon ECR is proved to be a chart, with its copies elsewhere', async (t) => {
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'lobby');
      state.replicas.push('eu-central-1', 'us-east-1');
      const repository = connect().repository('lobby');
      const digest = await publish(t, repository);
      const { description, replicas, chart } = await describeVersion(repository, '1.2.3_build.7');
      assert.equal(description?.digest, digest);
      assert.deepEqual(replicas, [
        { region: 'eu-central-1', status: 'complete' },
        { region: 'us-east-1', status: 'in-progress' },
      ]);
      assert.equal(chart.is, 'chart');
      assert.equal(chart.metadata.name, 'lobby');
      assert.equal(chart.metadata.version, '1.2.3+build.7');
      assert.equal(chart.metadata.appVersion, '4.5');
      assert.equal(chart.signed, false);
    });
  });

  it('says what it is when it is no chart', async () => {
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app');
      const repository = connect().repository('app');
      await push(repository, artifact('{}', 'something'), 'latest');
      const { description, chart } = await describeVersion(repository, 'latest');
      assert.equal(chart.is, 'other');
      assert.equal(chart.problem.code, 'artifact.not-a-chart');
      assert.match(chart.problem.message, /is of type application\/vnd\.test\.config\.v1\+json$/);
      assert.ok(description?.digest);
    });
  });

  it('on Azure tells its lock, and makes no copies that anybody knows of', async (t) => {
    const { front } = await setUpAcr(t);
    const repository = connectAcr(front.host).repository('charts/lobby');
    await publish(t, repository);
    await repository.lock?.('1.2.3_build.7', { write: false, delete: true });
    const { description, replicas, chart } = await describeVersion(repository, '1.2.3_build.7');
    assert.deepEqual(description?.lock, { write: false, delete: true });
    assert.equal(replicas, undefined);
    assert.equal(chart.is, 'chart');
  });

  it('is described though its host does not say where its copies are', async (t) => {
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'lobby');
      const repository = connect().repository('lobby');
      await publish(t, repository);
      const problem = new ChartroomError({ code: 'oci.reply-invalid', template: 'No answer' });
      const silent = { ...repository, replicas: () => Promise.reject(problem) };
      const { description, replicas, chart } = await describeVersion(silent, '1.2.3_build.7');
      assert.ok(description?.digest);
      assert.equal(replicas, problem);
      assert.equal(chart.is, 'chart');
    });
  });

  it('that is not there is an error', async () => {
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app');
      const work = describeVersion(connect().repository('app'), '9.9.9');
      assert.equal((await problemOf(work)).code, 'oci.not-found');
    });
  });
});

describe('the tags that go with a version', () => {
  it('are asked of a host that describes versions, in one question', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      const app = addRepository(state, 'app');
      addImage(app, { digest: sha256('one') }, '1.0.0', 'stable', 'latest');
      addImage(app, { digest: sha256('two') }, '2.0.0');
      const version = await tagsOfVersion(connect().repository('app'), 'stable');
      assert.equal(version.digest, sha256('one'));
      assert.deepEqual(version.tags, ['stable', '1.0.0', 'latest']);
      const asked = api.requests.filter(({ operation }) => operation === 'DescribeImages');
      assert.equal(asked.length, 1);
    });
  });

  it('are read from the listing of any other', { skip }, async (t) => {
    const { front } = await setUpAcr(t);
    const repository = withoutDescriptions(connectAcr(front.host)).repository('charts/lobby');
    await publish(t, repository);
    const { digest } = await repository.resolve('1.2.3_build.7');
    await repository.tag(digest, 'stable');
    const version = await tagsOfVersion(repository, 'stable');
    assert.deepEqual(version.tags, ['stable', '1.2.3_build.7']);
    assert.deepEqual(version.lock, { write: true, delete: true });
  });

  it('are those of the same digest where the listing names no others', async () => {
    await inEcrApi(async ({ state, connect }) => {
      const app = addRepository(state, 'app');
      const digest = sha256('one');
      addImage(app, { digest }, '1.0.0', 'stable', 'latest');
      addImage(app, { digest: sha256('two') }, '2.0.0');
      const listed = withoutDescriptions(connect()).repository('app');
      const bare: Repository = {
        ...listed,
        resolve: () => Promise.resolve({ mediaType: '', digest, size: 0 }),
        versions: async function* (options) {
          for await (const { items, more } of listed.versions(options)) {
            yield { items: items.map(bareEntry), more };
          }
        },
      };
      const version = await tagsOfVersion(bare, 'stable');
      assert.deepEqual(version, { digest, tags: ['stable', '1.0.0', 'latest'], lock: undefined });
    });
  });
});

describe('what goes with a repository', () => {
  it('is counted on its first page', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      const app = addRepository(state, 'app');
      addImage(app, { digest: sha256('one') }, '1.0.0', 'stable');
      addImage(app, { digest: sha256('two') }, '2.0.0');
      const repository = connect().repository('app');
      assert.deepEqual(await contentsOf(repository), {
        versions: 2,
        tags: ['1.0.0', 'stable', '2.0.0'],
        more: false,
      });
      for (let image = 0; image < 1500; image += 1) {
        addImage(app, { digest: sha256(String(image)) }, `0.${image}.0`);
      }
      const before = api.requests.length;
      const { versions, more } = await contentsOf(repository);
      assert.deepEqual([versions, more], [1000, true]);
      assert.equal(api.requests.length, before + 1);
    });
  });

  it('is nothing in an empty one', async () => {
    await inEcrApi(async ({ state, connect }) => {
      addRepository(state, 'app');
      const contents = await contentsOf(connect().repository('app'));
      assert.deepEqual(contents, { versions: 0, tags: [], more: false });
    });
  });
});

describe('the refusal to delete a version', { skip }, () => {
  it('that is locked offers to unlock it', async (t) => {
    const { front } = await setUpAcr(t);
    const repository = connectAcr(front.host).repository('charts/lobby');
    await publish(t, repository);
    const tag = '1.2.3_build.7';
    await repository.lock?.(tag, { write: true, delete: false });
    const { digest, lock } = await tagsOfVersion(repository, tag);
    const refusal = await problemOf(repository.deleteVersion?.(digest) ?? Promise.resolve());
    const version = { registry: 'work', repository: 'charts/lobby', version: tag };
    const error = offeringUnlock(refusal, version, lock);
    assert.ok(error instanceof ChartroomError);
    assert.equal(error.code, 'acr.locked');
    assert.deepEqual(error.remedy, { kind: 'unlock-version', ...version });
  });

  it('for any other reason does not', () => {
    const version = { registry: 'work', repository: 'app', version: '1.0.0' };
    const open = { write: true, delete: true };
    const shut = { write: true, delete: false };
    const refused = new ChartroomError({ code: 'acr.quota', template: 'No' });
    assert.equal(offeringUnlock(refused, version, open), refused);
    assert.equal(offeringUnlock(refused, version, undefined), refused);
    const unreachable = new ChartroomError({ code: 'oci.unreachable', template: 'No' });
    assert.equal(offeringUnlock(unreachable, version, shut), unreachable);
  });
});

/** As a listing would be that says what a tag names and nothing more. */
function bareEntry({ tag, digest }: VersionEntry): VersionEntry {
  return { tag, ...(digest && { digest }) };
}

/** The same registry as one that knows no more of a version than its listing says. */
function withoutDescriptions(registry: Registry): Registry {
  const { id, kind, host, label, metersReads } = registry;
  return lazyRegistry({
    ...{ id, kind, host, label, metersReads },
    capabilities: ['deleteVersion'],
    open: () => Promise.resolve(registry),
  });
}
