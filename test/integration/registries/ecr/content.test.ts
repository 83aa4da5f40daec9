import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copy } from '../../../../src/oci/copy';
import { sha256 } from '../../../../src/oci/digest';
import { openLayout } from '../../../../src/oci/layout/layout';
import { openHost, pagesOf, password } from '../../../support/distribution';
import { addImage, addRepository, issuePassword } from '../../../support/ecr/state';
import { inEcr } from '../../../support/ecr/wholeEcr';
import { artifact, push, readAll } from '../../../support/oci/artifact';
import { without } from '../../../support/peer';
import { problemOf } from '../../../support/problemOf';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { versionsOf } from '../../../support/listed';

const skip = without('dockerRegistry');
const day = 24 * 60 * 60_000;

void describe('content in a private ECR registry', { skip }, () => {
  void it('is pushed, listed and pulled with one token', async () => {
    await inEcr(async ({ state, api, storage, connect }) => {
      addRepository(state, 'team/app');
      const registry = connect();
      await registry.check();
      const app = registry.repository('team/app');
      const content = artifact('{"name":"app"}', 'the chart');
      await push(app, content, '1.0.0');

      const [version] = await versionsOf(registry, 'team/app');
      assert.equal(version?.digest, content.manifest.descriptor.digest);
      assert.equal(version.artifactType, 'application/vnd.test.config.v1+json');
      const { bytes } = await app.manifest('1.0.0');
      assert.deepEqual(bytes, content.manifest.bytes);
      const [layer] = content.layers;
      assert.ok(layer);
      const pulled = await readAll(await app.blob(layer.descriptor));
      assert.equal(pulled.toString(), 'the chart');
      assert.equal(storage.served(), 1);
      assert.deepEqual(tokensAsked(api.requests), 1);
    });
  });

  void it('is asked about without opening an upload, as ECR may refuse a layer that it has', async (t) => {
    const saved = openLayout(await temporaryFolder(t));
    await push(saved, artifact('{"name":"app"}', 'the chart'), 'app:1');
    await inEcr(async ({ state, front, connect }) => {
      addRepository(state, 'app');
      const repository = connect().repository('app');
      await copy(saved, 'app:1', repository, '1');
      const from = front.requests.length;
      const again = await copy(saved, 'app:1', repository, '2');
      assert.equal(again.skippedBlobs, 2);
      const asked = front.requests.slice(from).map((request) => request.replace(/ .*/, ''));
      assert.deepEqual(asked.toSorted(), ['HEAD', 'HEAD', 'PUT']);
    });
  });

  void it('goes on with a new token when the old one ends in the midst of a push', async () => {
    let uploads = 0;
    const endAtSecondUpload =
      (state: { now: number }) =>
      (method: string): void => {
        if (method === 'POST' && ++uploads === 2) state.now += day;
      };
    await inEcr(async ({ state, api, connect }) => {
      addRepository(state, 'app');
      await push(connect().repository('app'), artifact('{}', 'the chart'), '1.0.0');
      assert.equal(state.repositories.get('app')?.images.size, 1);
      assert.equal(tokensAsked(api.requests), 2);
    }, endAtSecondUpload);
  });

  void it('renews the token before it ends', async () => {
    await inEcr(async ({ state, api, front, connect }) => {
      addRepository(state, 'app');
      const registry = connect();
      await registry.check();
      state.now += day / 2 - 5 * 60_000;
      await registry.check();
      assert.equal(tokensAsked(api.requests), 2);
      assert.equal(front.requests.length, 3, 'one challenge, and nothing refused');
    });
  });

  void it('offers to make the repository that a push lacks', async () => {
    await inEcr(async ({ connect }) => {
      const work = push(connect().repository('team/app'), artifact('{}', 'chart'), '1.0.0');
      const problem = await problemOf(work);
      assert.equal(problem.code, 'oci.not-found');
      assert.match(problem.message, /^The repository team\/app does not exist on /);
      assert.deepEqual(problem.remedy, {
        kind: 'create-repository',
        registry: 'work',
        repository: 'team/app',
      });
    });
  });

  void it('is pushed into a repository that a template makes', async () => {
    await inEcr(async ({ state, connect }) => {
      state.templates.push({ prefix: 'team', appliedFor: ['CREATE_ON_PUSH'] });
      const registry = connect();
      assert.equal(await registry.creation?.madeByPush('team/app'), true);
      await push(registry.repository('team/app'), artifact('{}', 'chart'), '1.0.0');
      assert.deepEqual(
        (await versionsOf(registry, 'team/app')).map(({ tag }) => tag),
        ['1.0.0'],
      );
    });
  });

  void it('does not move an immutable tag, but takes the same content for done', async () => {
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app', {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filter: 'latest' }],
      });
      const app = connect().repository('app');
      const [first, second] = [artifact('{}', 'one'), artifact('{}', 'two')];
      for (const tag of ['1.0.0', 'latest']) await push(app, first, tag);
      await push(app, first, '1.0.0');
      await push(app, second, 'latest');
      const problem = await problemOf(push(app, second, '1.0.0'));
      assert.equal(problem.code, 'registry.tag-immutable');
      assert.equal((await app.resolve('1.0.0')).digest, first.manifest.descriptor.digest);
    });
  });

  void it('names the permission a push lacks, and asks for no second token because of it', async () => {
    await inEcr(async ({ state, api, connect }) => {
      addRepository(state, 'app');
      state.denied.add('ecr:PutImage');
      const problem = await problemOf(
        push(connect().repository('app'), artifact('{}', 'chart'), '1.0.0'),
      );
      assert.equal(problem.code, 'oci.denied');
      assert.match(problem.message, /^The permission ecr:PutImage is missing for /);
      assert.ok(problem.remedy?.kind === 'show-text');
      assert.equal(problem.remedy.title, 'IAM policy for publishing to Amazon ECR');
      assert.equal(tokensAsked(api.requests), 1);
    });
  });

  void it('is listed by tags too, page by page, for a login that docker has left', async () => {
    await inEcr(async ({ state, front }) => {
      const repository = addRepository(state, 'app');
      for (const tag of ['1.0.0', '1.1.0', 'latest']) {
        addImage(repository, { digest: sha256(tag) }, tag);
      }
      const credentials = password('AWS', issuePassword(state).password);
      const tags = openHost(front.host, { credentials }).repository('app').tags({ pageSize: 2 });
      assert.deepEqual(await pagesOf(tags), [['1.0.0', '1.1.0'], ['latest']]);
    });
  });

  void it('cannot be reached without the permission to get a token', async () => {
    await inEcr(async ({ state, connect }) => {
      state.denied.add('ecr:GetAuthorizationToken');
      const problem = await problemOf(connect().check());
      assert.equal(problem.code, 'oci.denied');
      assert.match(problem.message, /^The permission ecr:GetAuthorizationToken is missing/);
    });
  });

  void it('is gone after its version was deleted', async () => {
    await inEcr(async ({ state, connect }) => {
      addRepository(state, 'app');
      const app = connect().repository('app');
      const content = artifact('{}', 'chart');
      await push(app, content, '1.0.0');
      await app.deleteVersion?.(content.manifest.descriptor.digest);
      assert.equal((await problemOf(app.resolve('1.0.0'))).code, 'oci.not-found');
    });
  });
});

function tokensAsked(requests: readonly { readonly operation: string }[]): number {
  return requests.filter(({ operation }) => operation === 'GetAuthorizationToken').length;
}
