import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import {
  ECRClient,
  PutImageCommand,
  PutReplicationConfigurationCommand,
} from '@aws-sdk/client-ecr';
import { silentLog } from '../../../../src/base/log';
import { isDigest } from '../../../../src/oci/digest';
import { ociManifest } from '../../../../src/oci/mediaType';
import { callerIdentity } from '../../../../src/registries/ecr/callerIdentity';
import type { AwsLogin } from '../../../../src/registries/ecr/login';
import type { Registry } from '../../../../src/registries/registry';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { staticLogin } from '../../../support/ecr/awsFiles';
import { connectEcr } from '../../../support/ecr/fixture';
import { createState, testRegion } from '../../../support/ecr/state';
import { artifact } from '../../../support/oci/artifact';
import { peer, without } from '../../../support/peer';
import { problemOf } from '../../../support/problemOf';
import { startRegistry } from '../../../support/registry/testRegistry';
import { startMoto } from '../../../support/servers/moto';
import { repositoriesOf, versionsOf } from '../../../support/listed';

void describe('a registry of moto', { skip: without('moto') }, () => {
  void it('tells whose account a login is of', async () => {
    await inMoto(async ({ url, login }) => {
      const identity = await callerIdentity({
        ...{ login, region: testRegion, endpoint: url },
        ...{ log: silentLog, userAgent: 'chartroom-test' },
      });
      assert.equal(identity.account, '123456789012');
      assert.match(identity.arn, /^arn:aws:/);
    });
  });

  void it('makes a repository with everything that was chosen', async () => {
    await inMoto(async ({ registry }) => {
      await registry.creation?.create('team/app', {
        mutability: 'immutable-with-exclusion',
        exclusions: ['latest*'],
        scanOnPush: true,
        encryption: 'kms',
        kmsKey: 'arn:aws:kms:eu-west-1:123456789012:key/charts',
        tags: { team: 'one' },
      });
      const [made] = await repositoriesOf(registry);
      assert.equal(made?.name, 'team/app');
      assert.equal(made.mutability, 'immutable-with-exclusion');
      assert.deepEqual(made.exclusions, ['latest*']);
      assert.equal(made.scanOnPush, true);
      assert.equal(made.encryption, 'KMS (arn:aws:kms:eu-west-1:123456789012:key/charts)');
      assert.equal(made.arn, 'arn:aws:ecr:eu-west-1:123456789012:repository/team/app');
      assert.equal(await registry.creation?.exists('team/app'), true);
      assert.equal(await registry.creation?.exists('team/web'), false);
      const app = registry.repository('team/app');
      assert.notEqual(await app.immutable?.('1.0.0'), undefined);
      assert.equal(await app.immutable?.('latest-dev'), undefined);
      const twice = await problemOf(registry.creation?.create('team/app', {}) ?? Promise.resolve());
      assert.equal(twice.code, 'registry.repository-exists');
    });
  });

  void it('lists, describes and deletes what was put there', async () => {
    await inMoto(async ({ registry, client }) => {
      await registry.creation?.create('app', {});
      await putImage(client, 'app', 'one', '1.0.0');
      await putImage(client, 'app', 'one', 'latest');
      await putImage(client, 'app', 'two', '2.0.0');
      const app = registry.repository('app');
      const versions = await versionsOf(registry, 'app');
      assert.deepEqual(versions.map(({ tag }) => tag).sort(), ['1.0.0', '2.0.0', 'latest']);
      const found = await app.describe?.('1.0.0');
      assert.equal(found?.artifactType, 'application/vnd.test.config.v1+json');
      assert.deepEqual(found.otherTags, ['latest']);
      assert.deepEqual(found.details, [['Scan', 'not scanned']]);

      await app.untag?.('latest');
      const [second] = versions.filter(({ tag }) => tag === '2.0.0');
      assert.ok(second?.digest !== undefined && isDigest(second.digest));
      await app.deleteVersion?.(second.digest);
      assert.deepEqual(
        (await versionsOf(registry, 'app')).map(({ tag }) => tag),
        ['1.0.0'],
      );
      assert.equal(
        (await problemOf(app.untag?.('9.9.9') ?? Promise.resolve())).code,
        'oci.not-found',
      );
      await registry.deleteRepository?.('app');
      assert.deepEqual(await repositoriesOf(registry), []);
      assert.equal((await problemOf(versionsOf(registry, 'app'))).code, 'oci.not-found');
    });
  });

  void it('gives a token that says it ended in 2015, which is used all the same', async () => {
    await inMoto(async ({ url, login }) => {
      await inTemporaryFolder(async (directory) => {
        const users = { AWS: '123456789012-auth-token' };
        const content = await startRegistry({ directory, auth: { kind: 'basic', users } });
        try {
          const endpoints = { api: url, registry: content.host };
          const registry = connectEcr(createState(), { login, endpoints });
          for (let times = 0; times < 3; times++) await registry.check();
          assert.equal(content.requests.length, 4, 'one challenge, and nothing refused');
        } finally {
          await content.stop();
        }
      });
    });
  });

  void it('answers with a page what it does not know, and that is told', async () => {
    await inMoto(async ({ registry, client }) => {
      await registry.creation?.create('app', {});
      const destinations = [{ region: 'us-east-1', registryId: '123456789012' }];
      const replicationConfiguration = { rules: [{ destinations }] };
      await client.send(new PutReplicationConfigurationCommand({ replicationConfiguration }));
      await putImage(client, 'app', 'one', '1.0.0');
      // It knows the rules of replication but not its status.
      const work = registry.repository('app').replicas?.('1.0.0') ?? Promise.resolve();
      const problem = await problemOf(work);
      assert.equal(problem.code, 'oci.reply-invalid');
      assert.match(
        problem.message,
        /^What answered ecr:DescribeImageReplicationStatus for app:1\.0\.0 /,
      );
    });
  });

  void it('shows the AWS CLI what was made', { skip: without('aws') }, async () => {
    await inMoto(async ({ url, login, registry, client }) => {
      await registry.creation?.create('team/app', {
        mutability: 'immutable',
        tags: { team: 'one' },
      });
      await putImage(client, 'team/app', 'one', '1.0.0');
      const aws = async (...args: readonly string[]): Promise<string> => {
        const common = ['--endpoint-url', url, '--region', testRegion, '--output', 'text'];
        const { stdout } = await promisify(execFile)(peer('aws'), [...common, 'ecr', ...args], {
          env: {
            ...process.env,
            AWS_CONFIG_FILE: login.configFile,
            AWS_SHARED_CREDENTIALS_FILE: login.credentialsFile,
            AWS_PROFILE: login.profile,
          },
        });
        return stdout.trim();
      };
      const query = 'repositories[].[repositoryName,imageTagMutability]';
      assert.equal(await aws('describe-repositories', '--query', query), 'team/app\tIMMUTABLE');
      await registry.repository('team/app').untag?.('1.0.0');
      const images = await aws(
        'list-images',
        '--repository-name',
        'team/app',
        '--query',
        'imageIds',
      );
      assert.equal(images, '');
    });
  });
});

interface MotoSetting {
  readonly url: string;
  readonly login: AwsLogin;
  readonly registry: Registry;
  /** The plain SDK, for what Chartroom does by `/v2/`, which moto lacks. */
  readonly client: ECRClient;
}

async function inMoto(use: (setting: MotoSetting) => Promise<void>): Promise<void> {
  const moto = await startMoto();
  const { url } = moto;
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  const client = new ECRClient({ region: testRegion, endpoint: url, credentials });
  try {
    await inTemporaryFolder(async (folder) => {
      const login = await staticLogin(folder);
      const endpoints = { api: url, registry: '127.0.0.1:1' };
      const registry = connectEcr(createState(), { login, endpoints });
      await use({ url, login, registry, client });
    });
  } finally {
    client.destroy();
    await moto.stop();
  }
}

async function putImage(
  client: ECRClient,
  repositoryName: string,
  content: string,
  imageTag: string,
): Promise<void> {
  const { bytes, descriptor } = artifact('{}', content).manifest;
  await client.send(
    new PutImageCommand({
      ...{ repositoryName, imageTag, imageDigest: descriptor.digest },
      imageManifest: Buffer.from(bytes).toString('utf8'),
      imageManifestMediaType: ociManifest,
    }),
  );
}
