import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Registry } from '../../../../src/registries/registry';
import { filesLogin } from '../../../support/ecr/awsFiles';
import { inPublicEcr } from '../../../support/ecr/inPublicEcr';
import { testAlias } from '../../../support/ecr/publicOperations';
import { addImage, addRepository } from '../../../support/ecr/state';
import { artifact, push } from '../../../support/oci/artifact';
import { problemOf } from '../../../support/problemOf';

const own = `${testAlias}/charts/app`;

void describe('ECR Public', () => {
  void it('takes what its account publishes, and gives it to everybody', async () => {
    await inPublicEcr(async ({ connect, login }) => {
      const content = artifact('{}', 'the chart');
      await push(connect({ login }).repository(own), content, '1.0.0');
      const reader = connect();
      const { bytes } = await reader.repository(own).manifest('1.0.0');
      assert.deepEqual(bytes, content.manifest.bytes);
      assert.deepEqual(await tagsOf(reader, own), ['1.0.0']);
      const problem = await problemOf(push(reader.repository(own), content, '1.0.1'));
      assert.equal(problem.code, 'oci.unauthorized');
      assert.match(problem.message, /takes an AWS login, and none is connected$/);
    });
  });

  void it('lists the repositories of the account and those named by hand', async () => {
    await inPublicEcr(async ({ state, connect, login }) => {
      addRepository(state, 'charts/app');
      const repositories = ['bitnami/nginx'];
      assert.deepEqual(await namesOf(connect({ login, repositories })), ['bitnami/nginx', own]);
      assert.deepEqual(await namesOf(connect({ repositories })), repositories);
      assert.equal((await problemOf(namesOf(connect()))).code, 'registry.no-catalog');
    });
  });

  void it('knows more of the versions of the account', async () => {
    await inPublicEcr(async ({ state, connect, login }) => {
      const { manifest } = artifact('{}', 'chart');
      addImage(addRepository(state, 'charts/app'), manifest.descriptor, '1.0.0');
      const registry = connect({ login });
      for await (const { items } of registry.repository(own).versions()) {
        assert.equal(items[0]?.digest, manifest.descriptor.digest);
      }
      await registry.repository(own).deleteVersion?.(manifest.descriptor.digest);
      assert.deepEqual(await tagsOf(registry, own), []);
    });
  });

  void it('makes and deletes repositories of the account, and never one of the same name', async () => {
    await inPublicEcr(async ({ state, connect, login }) => {
      const { creation, ...registry } = connect({ login });
      assert.equal(await creation?.exists(own), false);
      assert.equal(await creation?.madeByPush(own), false);
      assert.equal(await creation?.madeByPush('stranger/app'), true, 'it is not for us to make');
      await creation?.create(own, { tags: { team: 'one' } });
      assert.equal(await creation?.exists(own), true);
      const stranger = registry.deleteRepository?.('other/charts/app') ?? Promise.resolve();
      assert.equal((await problemOf(stranger)).code, 'oci.denied');
      assert.deepEqual([...state.repositories.keys()], ['charts/app']);
      await registry.deleteRepository?.(own);
      assert.equal(state.repositories.size, 0);
    });
  });

  void it('stays readable when the AWS session has ended, and tells when it is written to', async () => {
    await inPublicEcr(async ({ connect, login, folder }) => {
      const content = artifact('{}', 'the chart');
      await push(connect({ login }).repository(own), content, '1.0.0');
      const console = '[profile old]\nlogin_session = arn:aws:iam::123456789012:user/ann\n';
      const ended = connect({ login: await filesLogin(folder, 'old', console) });
      assert.equal((await ended.repository(own).manifest('1.0.0')).bytes.length > 0, true);
      const problem = await problemOf(push(ended.repository(own), content, '1.0.1'));
      assert.equal(problem.code, 'ecr.session-expired');
    });
  });

  void it('names the permissions that publishing takes', async () => {
    await inPublicEcr(async ({ state, connect, login }) => {
      state.denied.add('ecr-public:GetAuthorizationToken');
      const problem = await problemOf(
        push(connect({ login }).repository(own), artifact('{}', 'chart'), '1.0.0'),
      );
      assert.equal(problem.code, 'oci.denied');
      assert.ok(problem.remedy?.kind === 'show-text');
      assert.match(problem.remedy.text, /sts:GetServiceBearerToken/);
    });
  });
});

async function namesOf(registry: Registry): Promise<string[]> {
  const names: string[] = [];
  for await (const { items } of registry.repositories())
    names.push(...items.map(({ name }) => name));
  return names;
}

async function tagsOf(registry: Registry, name: string): Promise<string[]> {
  const tags: string[] = [];
  for await (const { items } of registry.repository(name).versions()) {
    tags.push(...items.map(({ tag }) => tag));
  }
  return tags;
}
