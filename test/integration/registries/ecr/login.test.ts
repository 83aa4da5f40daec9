import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import type { ChartroomError } from '../../../../src/base/error';
import type { AwsLogin } from '../../../../src/registries/ecr/login';
import { listProfiles } from '../../../../src/registries/ecr/profiles';
import type { Registry } from '../../../../src/registries/registry';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { setEnvironment } from '../../../support/environment';
import { filesLogin } from '../../../support/ecr/awsFiles';
import { inEcrApi } from '../../../support/ecr/fixture';
import { addRepository, testAccessKey } from '../../../support/ecr/state';
import { problemOf } from '../../../support/problemOf';

const config = `
[default]
region = eu-central-1
[profile work]
sso_session = corp
sso_account_id = 210987654321
sso_role_name = Developer
region = eu-west-1
[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
[profile build]
role_arn = arn:aws:iam::123456789012:role/build
source_profile = work
[profile pipeline]
role_arn = arn:aws:iam::123456789012:role/ci
web_identity_token_file = /nowhere
[profile console]
login_session = arn:aws:iam::123456789012:user/ann
[profile mfa]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = keys
mfa_serial = arn:aws:iam::123456789012:mfa/ann
[profile empty]
output = json
`;
const credentials = `[keys]\naws_access_key_id = ${testAccessKey}\naws_secret_access_key = s\n`;

void describe('the AWS profiles', () => {
  void it('are listed with how each signs in, the default one first', async () => {
    await inTemporaryFolder(async (folder) => {
      const profiles = await listProfiles(await filesLogin(folder, '', config, credentials));
      assert.deepEqual(
        profiles.map(({ name, kind }) => [name, kind]),
        [
          ['default', 'none'],
          ['build', 'assume-role'],
          ['console', 'login'],
          ['empty', 'none'],
          ['keys', 'static'],
          ['mfa', 'assume-role'],
          ['pipeline', 'web-identity'],
          ['work', 'sso'],
        ],
      );
      const { region, account } = profiles.find(({ name }) => name === 'work') ?? {};
      assert.deepEqual([region, account], ['eu-west-1', '210987654321']);
      assert.equal(profiles.find(({ name }) => name === 'build')?.account, '123456789012');
    });
  });

  void it('are none where there are no files', async () => {
    await inTemporaryFolder(async (folder) => {
      const files = { configFile: `${folder}/none`, credentialsFile: `${folder}/none` };
      assert.deepEqual(await listProfiles(files), []);
    });
  });
});

void describe('a login to AWS', () => {
  void it('is that of a program that the profile names', async () => {
    await inEcrApi(async ({ state, folder, connect }) => {
      addRepository(state, 'app');
      const keys = { Version: 1, AccessKeyId: testAccessKey, SecretAccessKey: 's' };
      const script = `${folder}/keys.json`;
      const process = `[profile tool]\ncredential_process = cat ${script}\n`;
      const login = await filesLogin(folder, 'tool', process);
      await writeFile(script, JSON.stringify(keys));
      assert.equal(await countOf(connect({ login })), 1);
    });
  });

  void it('can be given up while a code is asked for', async () => {
    await inEcrApi(async ({ folder, connect }) => {
      const controller = new AbortController();
      const mfaCode = (): Promise<string> => {
        controller.abort();
        return new Promise(() => undefined);
      };
      const login = { ...(await filesLogin(folder, 'mfa', config, credentials)), mfaCode };
      const listing = connect({ login }).repositories(controller)[Symbol.asyncIterator]().next();
      await assert.rejects(listing, { name: 'AbortError' });
    });
  });

  void it('is that of the environment where no profile is chosen', async (t) => {
    await inEcrApi(async ({ state, folder, connect }) => {
      addRepository(state, 'app');
      const { configFile, credentialsFile } = await filesLogin(folder, '', '');
      t.after(setEnvironment({ AWS_ACCESS_KEY_ID: testAccessKey, AWS_SECRET_ACCESS_KEY: 's' }));
      assert.equal(await countOf(connect({ login: { configFile, credentialsFile } })), 1);
    });
  });

  void it('that has ended gives the command that starts it again', async () => {
    const problem = await problemOfLogin('work');
    assert.equal(problem.code, 'ecr.session-expired');
    const command = 'aws sso login --profile work';
    assert.deepEqual(problem.remedy, { kind: 'run-in-terminal', command });
  });

  void it('by a role names the profile that has to sign in', async (t) => {
    await inTemporaryFolder(async (folder) => {
      // For the source of a role the SDK looks only where the environment says.
      const { configFile = '' } = await filesLogin(folder, '', config);
      t.after(setEnvironment({ AWS_CONFIG_FILE: configFile }));
      const problem = await problemOfLogin('build');
      assert.equal(problem.code, 'ecr.session-expired');
      assert.match(JSON.stringify(problem.remedy), /aws sso login --profile work/);
    });
  });

  void it('of the AWS console that has ended gives its own command', async () => {
    const problem = await problemOfLogin('console');
    assert.equal(problem.code, 'ecr.session-expired');
    const command = 'aws login --profile console';
    assert.deepEqual(problem.remedy, { kind: 'run-in-terminal', command });
  });

  void it('that wants the code of a device asks for it, or says so', async () => {
    assert.equal((await problemOfLogin('mfa')).code, 'ecr.mfa-needed');
    const serials: string[] = [];
    const mfaCode = (serial: string): Promise<string> => {
      serials.push(serial);
      return Promise.reject(new DOMException('Nobody answered', 'AbortError'));
    };
    await inEcrApi(async ({ folder, connect }) => {
      const files = await filesLogin(folder, 'mfa', config, credentials);
      const login: AwsLogin = { ...files, mfaCode };
      await assert.rejects(countOf(connect({ login })), { name: 'AbortError' });
      assert.deepEqual(serials, ['arn:aws:iam::123456789012:mfa/ann']);
    });
  });

  void it('by a profile that is not there, or has nothing, says which', async (t) => {
    t.after(setEnvironment({ AWS_EC2_METADATA_DISABLED: 'true' }));
    for (const profile of ['empty', 'gone']) {
      const problem = await problemOfLogin(profile);
      assert.equal(problem.code, 'ecr.no-credentials');
      assert.match(problem.message, new RegExp(`^The AWS profile ${profile} gives no credentials`));
    }
  });

  void it('never puts a name into a command that a shell would read as more', async () => {
    const bad = 'x$(reboot)';
    const problem = await problemOfLogin(bad, config, `[${bad}]\n${legacySso}`);
    assert.equal(problem.code, 'ecr.session-expired');
    assert.equal(problem.remedy, undefined);
  });
});

/** As it was written before there were sessions with names. */
const legacySso = `
sso_start_url = https://corp.example/start
sso_region = eu-west-1
sso_account_id = 210987654321
sso_role_name = Developer
`;

async function problemOfLogin(
  profile: string,
  configText = config,
  credentialsText = credentials,
): Promise<ChartroomError> {
  let problem: ChartroomError | undefined;
  await inEcrApi(async ({ folder, connect }) => {
    const login = await filesLogin(folder, profile, configText, credentialsText);
    problem = await problemOf(countOf(connect({ login })));
  });
  assert.ok(problem);
  return problem;
}

async function countOf(registry: Registry): Promise<number> {
  let count = 0;
  for await (const { items } of registry.repositories()) count += items.length;
  return count;
}
