import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ChartroomError, type Remedy } from '../../../src/base/error';
import { loadChartFolder } from '../../../src/chart/folder';
import { ensureRepository } from '../../../src/publishing/ensureRepository';
import { foreseePush, type PushOutlook } from '../../../src/publishing/foreseePush';
import { lacksRepository } from '../../../src/publishing/missingRepository';
import { pushChart, type PushResult } from '../../../src/publishing/push';
import { isMissingRepository, offeringBump } from '../../../src/publishing/remedy';
import { digestOfChart, saveChart } from '../../../src/publishing/save';
import type { Repository } from '../../../src/registries/registry';
import { connectAcr, setUpAcr } from '../../support/acr/acrFixture';
import { minimalChart } from '../../support/charts/exampleCharts';
import { countOperations } from '../../support/ecr/countOperations';
import { inEcrApi } from '../../support/ecr/fixture';
import { addRepository } from '../../support/ecr/state';
import { inEcr } from '../../support/ecr/wholeEcr';
import { without } from '../../support/peer';
import { problemOf } from '../../support/problemOf';
import { setUpDesk, type Desk } from '../../support/publishing/desk';
import { startRegistry } from '../../support/registry/testRegistry';

const skip = without('dockerRegistry');

/** A chart of a workspace, to be pushed as 1.0.0. */
interface Author {
  readonly desk: Desk;
  readonly directory: string;
  /** Counts how often the chart was packed to compare it. */
  packed(): number;
  look(target: Repository): Promise<PushOutlook>;
  push(target: Repository): Promise<PushResult>;
  change(): Promise<void>;
}

async function anAuthor(t: TestContext): Promise<Author> {
  const desk = await setUpDesk(t);
  const directory = await desk.chart('app', minimalChart('app', '1.0.0'));
  let packed = 0;
  return {
    desk,
    directory,
    packed: () => packed,
    look: (target) =>
      foreseePush(target, '1.0.0', {
        digest: async () => {
          packed += 1;
          return digestOfChart(await loadChartFolder(directory));
        },
      }),
    push: async (target) => {
      const { reference } = await saveChart(directory, desk.saved);
      return pushChart(desk.saved, reference, target, '1.0.0');
    },
    change: () => writeFile(join(directory, 'values.yaml'), 'changed: true\n'),
  };
}

function remedyOf(error: unknown): Remedy | undefined {
  return error instanceof ChartroomError ? error.remedy : undefined;
}

describe('a repository before a push', () => {
  it('is missing where neither somebody nor a template makes it; templates are read once a minute', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      addRepository(state, 'there');
      state.templates.push({ prefix: 'team', appliedFor: ['CREATE_ON_PUSH'] });
      const registry = connect();
      const asked = (name: string, lacking: boolean) =>
        countOperations(api, async () => {
          assert.equal(await lacksRepository(registry, name), lacking);
        });
      const looked = { DescribeRepositories: 1 };
      const listed = { ...looked, DescribeRepositoryCreationTemplates: 1 };
      assert.deepEqual(await asked('there', false), looked);
      assert.deepEqual(await asked('team/app', false), listed);
      assert.deepEqual(await asked('app', true), looked);
      state.now += 60_000;
      assert.deepEqual(await asked('app', true), listed);
    });
  });

  it('is left to the push where the login may not ask', async () => {
    await inEcrApi(async ({ state, connect }) => {
      state.denied.add('ecr:DescribeRepositories');
      assert.equal(await lacksRepository(connect(), 'app'), false);
    });
  });

  it('is there, and not made, when somebody else makes it after it was found missing', async () => {
    await inEcrApi(async ({ state, connect }) => {
      const registry = connect();
      const { creation } = registry;
      assert.ok(creation);
      const late = {
        ...registry,
        creation: {
          ...creation,
          madeByPush: (name: string) => {
            addRepository(state, name);
            return Promise.resolve(false);
          },
        },
      };
      assert.equal(await ensureRepository(late, 'app', {}), 'there');
      assert.equal(await ensureRepository(registry, 'other', {}), 'created');
    });
  });

  it('is never asked for where a push makes what it needs', async (t) => {
    const desk = await setUpDesk(t);
    const server = await startRegistry({ directory: join(desk.folder, 'registry') });
    t.after(() => server.stop());
    assert.equal(await lacksRepository(desk.registry(server.host), 'app'), false);
    assert.equal(server.requests.length, 0);
  });
});

describe('a push to Amazon ECR, looked at before', { skip }, () => {
  it('finds the way free in a repository that was just made', async (t) => {
    const author = await anAuthor(t);
    await inEcr(async ({ connect }) => {
      const registry = connect();
      assert.equal(await lacksRepository(registry, 'team/app'), true);
      await registry.creation?.create('team/app', { mutability: 'immutable' });
      assert.equal(await lacksRepository(registry, 'team/app'), false);
      const target = registry.repository('team/app');
      assert.deepEqual(await author.look(target), { is: 'free' });
      assert.equal(author.packed(), 0, 'there is nothing to compare with');
      assert.equal((await author.push(target)).outcome, 'pushed');
    });
  });

  it('takes the same content under an immutable tag for done', async (t) => {
    const author = await anAuthor(t);
    await inEcr(async ({ state, front, connect }) => {
      addRepository(state, 'app', { imageTagMutability: 'IMMUTABLE' });
      const target = connect().repository('app');
      const { digest } = await author.push(target);
      const before = front.requests.length;
      assert.deepEqual(await author.look(target), { is: 'done', digest });
      assert.equal(front.requests.length, before + 1);
    });
  });

  it('refuses other content under an immutable tag, which a bump of this chart would help', async (t) => {
    const author = await anAuthor(t);
    await inEcr(async ({ state, front, connect }) => {
      addRepository(state, 'app', { imageTagMutability: 'IMMUTABLE' });
      const target = connect().repository('app');
      const { digest } = await author.push(target);
      await author.change();
      const error = await problemOf(author.look(target));
      assert.equal(error.code, 'registry.tag-immutable');
      assert.equal(error.remedy, undefined);
      assert.equal(
        error.message,
        `${front.host}/app:1.0.0 is published already with other content, ${digest}, and cannot be replaced: the repository app keeps its tag 1.0.0 immutable`,
      );
      assert.deepEqual(remedyOf(offeringBump(error, author.directory)), {
        kind: 'bump-version',
        chart: author.directory,
      });
    });
  });

  it('says what other content would be replaced under a mutable tag', async (t) => {
    const author = await anAuthor(t);
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app', {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filter: '1.*' }],
      });
      const target = connect().repository('app');
      const { digest } = await author.push(target);
      await author.change();
      const outlook = await author.look(target);
      assert.equal(outlook.is, 'taken');
      assert.equal(outlook.existing.digest, digest);
    });
  });

  it('is refused by the registry itself when somebody is faster, with the same offer', async (t) => {
    const author = await anAuthor(t);
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app', { imageTagMutability: 'IMMUTABLE' });
      const target = connect().repository('app');
      assert.deepEqual(await author.look(target), { is: 'free' });
      const rival = await anAuthor(t);
      await rival.change();
      await rival.push(target);
      state.denied.add('ecr:DescribeRepositories');
      const { reference } = await saveChart(author.directory, author.desk.saved);
      const late = pushChart(author.desk.saved, reference, target, '1.0.0', {
        confirmReplace: () => Promise.resolve(true),
      });
      const error = await problemOf(late);
      assert.equal(error.code, 'registry.tag-immutable');
      assert.deepEqual(remedyOf(offeringBump(error, author.directory)), {
        kind: 'bump-version',
        chart: author.directory,
      });
    });
  });

  it('offers to make the repository when it was deleted meanwhile', async (t) => {
    const author = await anAuthor(t);
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app');
      const registry = connect();
      const target = registry.repository('app');
      assert.deepEqual(await author.look(target), { is: 'free' });
      state.repositories.delete('app');
      const error = await problemOf(author.push(target));
      assert.equal(isMissingRepository(error, registry.id), true);
      assert.equal(isMissingRepository(error, 'another'), false);
    });
  });
});

describe('a push to an Azure Container Registry, looked at before', { skip }, () => {
  it('is refused for a version that is locked, unless it is the same', async (t) => {
    const { front } = await setUpAcr(t);
    const author = await anAuthor(t);
    const target = connectAcr(front.host).repository('charts/app');
    const { digest } = await author.push(target);
    await target.lock?.('1.0.0', { write: false, delete: true });
    assert.deepEqual(await author.look(target), { is: 'done', digest });
    await author.change();
    const error = await problemOf(author.look(target));
    assert.equal(error.code, 'registry.tag-immutable');
    assert.match(error.message, /cannot be replaced: it is locked against changes$/);
    await target.lock?.('1.0.0', { write: true, delete: true });
    assert.equal((await author.look(target)).is, 'taken');
  });
});
