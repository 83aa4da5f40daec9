import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { createReplicas } from '../../../src/ui/explorer/replicas';
import { AwsRefusal } from '../../support/ecr/awsRefusal';
import { inEcrApi, type EcrSetting } from '../../support/ecr/fixture';
import { openRegistry } from '../../support/openRegistry';
import { createRecordingLog } from '../../support/recordingLog';

const asked = ({ api }: EcrSetting): number =>
  api.requests.filter(({ operation }) => operation === 'DescribeImageReplicationStatus').length;

describe('where a version is copied to', () => {
  it('is asked once a minute, however often somebody hovers', async () => {
    await inEcrApi(async (ecr) => {
      ecr.state.replicas.push('us-east-1', 'ap-south-1');
      let now = 0;
      const replicas = createReplicas(silentLog, () => now);
      const repository = ecr.connect().repository('app');
      assert.deepEqual(await replicas.of(repository, '1.0.0', {}), [
        { region: 'us-east-1', status: 'complete' },
        { region: 'ap-south-1', status: 'in-progress' },
      ]);
      now = 59_999;
      await replicas.of(repository, '1.0.0', {});
      assert.equal(asked(ecr), 1);
      now = 60_000;
      await replicas.of(repository, '1.0.0', {});
      assert.equal(asked(ecr), 2);
    });
  });

  it('is asked again after a refresh', async () => {
    await inEcrApi(async (ecr) => {
      ecr.state.replicas.push('us-east-1');
      const replicas = createReplicas(silentLog);
      const repository = ecr.connect().repository('app');
      await replicas.of(repository, '1.0.0', {});
      replicas.forget();
      await replicas.of(repository, '1.0.0', {});
      assert.equal(asked(ecr), 2);
    });
  });

  it('is left out and logged where it cannot be told, and not asked all the time', async () => {
    await inEcrApi(async (ecr) => {
      ecr.api.refuse(new AwsRefusal('InvalidParameterException', 'no'));
      const log = createRecordingLog();
      const replicas = createReplicas(log);
      const repository = ecr.connect().repository('app');
      assert.deepEqual(await replicas.of(repository, '1.0.0', {}), []);
      assert.deepEqual(await replicas.of(repository, '1.0.0', {}), []);
      assert.equal(ecr.api.requests.length, 1);
      assert.deepEqual(
        log.entries.map(({ level, message }) => [level, message]),
        [['warn', 'cannot tell where a version is copied to']],
      );
    });
  });

  it('is not known when the pointer has moved on, and is asked the next time', async () => {
    await inEcrApi(async (ecr) => {
      ecr.state.replicas.push('us-east-1');
      const replicas = createReplicas(silentLog);
      const repository = ecr.connect().repository('app');
      const left = { signal: AbortSignal.abort() };
      await assert.rejects(replicas.of(repository, '1.0.0', left), { name: 'AbortError' });
      assert.equal((await replicas.of(repository, '1.0.0', {})).length, 1);
    });
  });

  it('is nothing on hosts that copy nothing', async () => {
    const repository = openRegistry('127.0.0.1:1').repository('app');
    assert.deepEqual(await createReplicas(silentLog).of(repository, '1.0.0', {}), []);
  });
});
