import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { hostKind } from '../../../../src/publishing/generate/hostKind';
import { iamPolicy } from '../../../../src/publishing/generate/registryRights';
import { hosts } from '../../../support/generate/pipelines';
import { peer, without } from '../../../support/peer';
import { startMoto } from '../../../support/servers/moto';

const execute = promisify(execFile);

describe('a generated IAM policy', { skip: without('moto', 'aws') }, () => {
  it('is taken by IAM', async (t) => {
    const moto = await startMoto();
    t.after(() => moto.stop());
    const create = async (name: string, document: string): Promise<string> => {
      const words = ['iam', 'create-policy', '--policy-name', name, '--policy-document', document];
      const common = [
        '--endpoint-url',
        moto.url,
        '--query',
        'Policy.PolicyName',
        '--output',
        'text',
      ];
      const { stdout } = await execute(peer('aws'), [...words, ...common], {
        env: { PATH: process.env['PATH'], ...account },
      });
      return stdout.trim();
    };
    for (const kind of ['ecr', 'china', 'ecrPublic'] as const) {
      const host = hostKind(hosts[kind]);
      assert.ok(host.kind === 'ecr' || host.kind === 'ecr-public');
      for (const right of ['push', 'pull'] as const) {
        const document = iamPolicy(host, 'team/charts/app', right);
        if (document === undefined) continue;
        assert.equal(await create(`${kind}-${right}`, document), `${kind}-${right}`);
        const wrong = document.replace('"Effect": "Allow"', '"Effect": "Permit"');
        await assert.rejects(create('wrong', wrong), /MalformedPolicyDocument/);
      }
    }
  });
});

const account = {
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_CONFIG_FILE: '/dev/null',
};
