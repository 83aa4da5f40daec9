import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Wait } from '../../../../src/oci/distribution/retry';
import { AwsRefusal } from '../../../support/ecr/awsRefusal';
import { staticLogin } from '../../../support/ecr/awsFiles';
import { inEcrApi } from '../../../support/ecr/fixture';
import { addRepository } from '../../../support/ecr/state';
import { problemOf } from '../../../support/problemOf';
import { createRecordingLog } from '../../../support/recordingLog';
import { repositoriesOf, versionsOf } from '../../../support/listed';

void describe('what ECR refuses', () => {
  void it('backs off when it is asked to, says so, and at last gives up', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      addRepository(state, 'app');
      const log = createRecordingLog();
      const pauses: number[] = [];
      const sleep = (ms: number): Promise<void> => {
        pauses.push(ms);
        return Promise.resolve();
      };
      const waits: Wait[] = [];
      const onWait = (wait: Wait): void => {
        waits.push(wait);
      };
      const registry = connect({ log, sleep, onWait, random: () => 0.5 });
      api.refuse(throttling(), throttling());
      assert.equal((await repositoriesOf(registry)).length, 1);
      assert.deepEqual(pauses, [300, 600]);
      assert.deepEqual(
        waits,
        pauses.map((milliseconds) => ({ host: registry.host, milliseconds })),
      );
      assert.deepEqual(
        log.entries.map(({ message, fields }) => [message, fields['action']]),
        Array(2).fill(['AWS asks to slow down', 'ecr:DescribeRepositories']),
      );
      api.refuse(...Array.from({ length: 5 }, throttling));
      const problem = await problemOf(repositoriesOf(registry));
      assert.equal(problem.code, 'oci.throttled');
      assert.match(problem.message, /too many requests .*: Rate exceeded$/);
    });
  });

  void it('names the permission that is missing and offers the policy that would do', async () => {
    await inEcrApi(async ({ state, connect }) => {
      addRepository(state, 'app');
      state.denied.add('ecr:DescribeImages');
      const problem = await problemOf(versionsOf(connect(), 'app'));
      assert.equal(problem.code, 'oci.denied');
      assert.match(problem.message, /^The permission ecr:DescribeImages is missing for app on /);
      assert.equal(problem.remedy?.kind, 'show-text');
      assert.match(problem.remedy.text, /"arn:aws:ecr:eu-west-1:123456789012:repository\/app"/);
    });
  });

  void it('shows what is named by hand where listing is denied', async () => {
    await inEcrApi(async ({ state, connect }) => {
      state.denied.add('ecr:DescribeRepositories');
      const registry = connect({ repositories: ['team/app'] });
      assert.deepEqual(await repositoriesOf(registry), [{ name: 'team/app' }]);
      assert.equal((await problemOf(repositoriesOf(connect()))).code, 'oci.denied');
      assert.equal(await registry.creation?.exists('team/app'), true);
    });
  });

  void it('offers to make a repository that is missing, and tells one that is there', async () => {
    await inEcrApi(async ({ state, connect }) => {
      const registry = connect();
      const missing = await problemOf(versionsOf(registry, 'team/app'));
      assert.equal(missing.code, 'oci.not-found');
      const repository = 'team/app';
      assert.deepEqual(missing.remedy, { kind: 'create-repository', registry: 'work', repository });
      assert.equal(await registry.creation?.exists(repository), false);
      await registry.creation?.create(repository, {
        mutability: 'immutable-with-exclusion',
        exclusions: ['latest', 'dev-*'],
        scanOnPush: true,
        encryption: 'kms',
        kmsKey: 'alias/charts',
        tags: { team: 'one' },
      });
      assert.deepEqual(state.repositories.get(repository)?.settings, {
        registryId: '123456789012',
        repositoryName: repository,
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [
          { filterType: 'WILDCARD', filter: 'latest' },
          { filterType: 'WILDCARD', filter: 'dev-*' },
        ],
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'alias/charts' },
        tags: [{ Key: 'team', Value: 'one' }],
      });
      const twice = await problemOf(registry.creation?.create(repository, {}) ?? Promise.resolve());
      assert.equal(twice.code, 'registry.repository-exists');
    });
  });

  void it('takes keys that were replaced in the files meanwhile', async () => {
    await inEcrApi(async ({ state, folder, connect }) => {
      addRepository(state, 'app');
      const registry = connect();
      assert.equal((await repositoriesOf(registry)).length, 1);
      state.accessKeys.clear();
      assert.equal((await problemOf(repositoriesOf(registry))).code, 'oci.unauthorized');
      state.accessKeys.add('AKIANEW');
      await staticLogin(folder, 'AKIANEW');
      assert.equal((await repositoriesOf(registry)).length, 1);
    });
  });

  void it('signs with the time of AWS when the clock here is wrong', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      addRepository(state, 'app');
      const later = new Date(Date.now() + 60 * 60_000);
      const words = 'Signature expired: 20260105T120000Z is now earlier than 20260105T125500Z';
      api.refuse(new AwsRefusal('InvalidSignatureException', words, 403, later));
      assert.equal((await repositoriesOf(connect())).length, 1);
      const hours = api.requests.map(({ signed }) => Number(signed.slice(9, 11)));
      assert.equal(((hours[1] ?? 0) - (hours[0] ?? 0) + 24) % 24, 1);
    });
  });

  void it('says what is not AWS, and lets cancelling pass', async () => {
    await inEcrApi(async ({ api, connect }) => {
      const nowhere = connect({
        endpoints: { api: 'http://127.0.0.1:1', registry: '127.0.0.1:1' },
      });
      assert.equal((await problemOf(repositoriesOf(nowhere))).code, 'oci.unreachable');
      const signal = AbortSignal.abort();
      const listing = connect().repositories({ signal })[Symbol.asyncIterator]();
      await assert.rejects(listing.next(), { name: 'AbortError' });
      assert.equal(api.requests.length, 0);
    });
  });

  void it('tells a quota from a pause', async () => {
    await inEcrApi(async ({ api, connect }) => {
      api.refuse(new AwsRefusal('LimitExceededException', 'The quota of repositories is used up.'));
      const problem = await problemOf(
        connect().creation?.create('team/app', {}) ?? Promise.resolve(),
      );
      assert.equal(problem.code, 'registry.quota');
    });
  });
});

function throttling(): AwsRefusal {
  return new AwsRefusal('ThrottlingException', 'Rate exceeded');
}
