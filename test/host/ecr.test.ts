import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import { inEmulator, staticKeys, type Emulator } from '../support/ecr/emulator';
import { addRepository } from '../support/ecr/state';
import { setEnvironment } from '../support/environment';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { connectBy } from '../support/host/connectBy';
import { rowsBelow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { escape, type Answer } from '../support/host/script';
import { registries, setRegistries } from '../support/host/settings';
import { inTerminals } from '../support/host/terminals';
import { without } from '../support/peer';
import { reroute } from '../support/reroute';

const aws = { profile: 'dev', account: '123456789012', region: 'eu-west-1' };
const byDev = ['dev', 'eu-west-1', '123456789012'];

describe('an Amazon ECR', { skip: without('dockerRegistry') }, () => {
  it('is connected by a profile, a region and an account, after showing whose login it is', async (t) => {
    await inEmulator(async (emulator) => {
      const asked = await connect(t, emulator, ...byDev);
      assert.match(asked.at(-1) ?? '', /123456789012: .*: arn:aws:iam::123456789012:user\/ann/);
      assert.deepEqual(registries(), [{ host: emulator.front.host, aws }]);
    });
  });

  it('takes a chart, shows it and gives it back', async (t) => {
    await inEmulator(async (emulator) => {
      const { state, front } = emulator;
      addRepository(state, 'team/storefront');
      await connect(t, emulator, ...byDev);
      const reference = `${front.host}/team/storefront:1.4.0`;
      await run('chartroom.chart.save', sampleChart());
      await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
      await run('chartroom.saved.push', reference);
      await run('chartroom.saved.remove', reference);
      await run('chartroom.chart.pull', reference, 'saved');
      const [registry = ''] = await rowsBelow();
      assert.deepEqual(await rowsBelow(registry), ['team']);
      assert.deepEqual(await rowsBelow(registry, 'team', 'storefront'), ['1.4.0']);
      await run('chartroom.saved.remove', reference);
    });
  });

  it('goes on by itself when somebody signs in to an SSO session that had ended', async (t) => {
    await inEmulator(async (emulator) => {
      await appendFile(emulator.configFile, endedSession);
      const commands = await inTerminals(
        // As good as a session: the files are read again.
        () => appendFile(emulator.credentialsFile, `[work]\n${staticKeys}`),
        () => connect(t, emulator, 'work', 'eu-west-1', 'Run in Terminal', '123456789012'),
      );
      assert.deepEqual(commands, ['aws sso login --profile work']);
      assert.deepEqual(registries(), [
        { host: emulator.front.host, aws: { ...aws, profile: 'work' } },
      ]);
    });
  });

  it('stands beside itself under a name, by another profile', async (t) => {
    await inEmulator(async (emulator) => {
      const { host } = emulator.front;
      await addProfile(emulator, 'other');
      await connect(t, emulator, ...byDev);
      await connect(t, emulator, 'other', 'eu-west-1', '123456789012', 'second');
      const second = { host, name: 'second', aws: { ...aws, profile: 'other' } };
      assert.deepEqual(registries(), [{ host, aws }, second]);
    });
  });

  it('is signed in to by another profile, which its entry then names', async (t) => {
    await inEmulator(async (emulator) => {
      const { host } = emulator.front;
      await addProfile(emulator, 'other');
      await connect(t, emulator, ...byDev);
      const [question] = await answering(['other'], () => run('chartroom.registry.signIn', host));
      assert.match(question ?? '', /^.*\n.*\ndev: in use/, 'the one in use comes first');
      assert.deepEqual(registries(), [{ host, aws: { ...aws, profile: 'other' } }]);
    });
  });
});

describe('an Amazon ECR, by its host', { skip: without('dockerRegistry') }, () => {
  it('of another account is connected after saying that it has to let one in', async (t) => {
    const host = '210987654321.dkr.ecr.eu-west-1.amazonaws.com';
    await inEmulator(async (emulator) => {
      const asked = await connectHost(t, emulator, host);
      assert.match(asked.at(-1) ?? '', /210987654321 is another account than yours .*user\/ann/);
      assert.deepEqual(registries(), [{ host, aws: { profile: 'dev' } }]);
      assert.deepEqual(emulator.front.requests, ['GET /v2/', 'GET /v2/']);
    });
  });

  it('in another region than that of the profile gets a token of its own region', async (t) => {
    const host = '123456789012.dkr.ecr.us-west-2.amazonaws.com';
    await inEmulator(async (emulator) => {
      const asked = await connectHost(t, emulator, host);
      assert.doesNotMatch(asked.at(-1) ?? '', /another account/);
      assert.deepEqual(registries(), [{ host, aws: { profile: 'dev' } }]);
      const tokens = emulator.api.requests.filter(
        ({ operation }) => operation === 'GetAuthorizationToken',
      );
      assert.deepEqual([...new Set(tokens.map(({ region }) => region))], ['us-west-2']);
      assert.deepEqual(await rowsBelow(), ['123456789012 · us-west-2']);
    });
  });

  it('that AWS would not give its region is not connected', async () => {
    const typed = '123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn';
    const asked = await connectBy({ typed }, escape);
    assert.match(
      asked.at(-1) ?? '',
      /does not belong to account 123456789012 in region eu-west-1; there it is \S+\.amazonaws\.com\./,
    );
    assert.deepEqual(registries(), []);
  });
});

describe('a role that wants the code of a device', { skip: without('dockerRegistry') }, () => {
  it('is taken on with the code that is typed, which is asked for once', async (t) => {
    await inEmulator(async (emulator) => {
      await addRole(t, emulator, 'by-code');
      const asked = await connect(t, emulator, 'by-code', 'eu-west-1', '123456', '123456789012');
      assert.match(asked.at(-2) ?? '', /^Sign In to AWS\nCode of the MFA device arn:\S+:mfa\/ann$/);
      const roles = emulator.sts.requests.filter((sent) => sent.get('Action') === 'AssumeRole');
      assert.deepEqual(
        roles.map((sent) => [sent.get('SerialNumber'), sent.get('TokenCode')]),
        [['arn:aws:iam::123456789012:mfa/ann', '123456']],
      );
      const { host } = emulator.front;
      assert.deepEqual(registries(), [{ host, aws: { ...aws, profile: 'by-code' } }]);
    });
  });

  it('is not taken on with what is no code', async (t) => {
    await inEmulator(async (emulator) => {
      await addRole(t, emulator, 'by-no-code');
      await assert.rejects(
        connect(t, emulator, 'by-no-code', 'eu-west-1', '12345', escape),
        /"12345" is refused: A code has six digits/,
      );
    });
  });

  it('is not taken on when nobody types one', async (t) => {
    await inEmulator(async (emulator) => {
      await addRole(t, emulator, 'without-code');
      const asked = await connect(t, emulator, 'without-code', 'eu-west-1', escape, escape);
      assert.match(asked.at(-1) ?? '', /without-code wants a code of the MFA device/);
      assert.deepEqual(registries(), []);
    });
  });
});

const endedSession = `
[profile work]
region = eu-west-1
services = local
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Developer
[sso-session corp]
sso_start_url = https://sso.example/start
sso_region = eu-west-1
`;

async function addProfile({ configFile, credentialsFile }: Emulator, name: string): Promise<void> {
  await appendFile(configFile, `[profile ${name}]\nregion = eu-west-1\nservices = local\n`);
  await appendFile(credentialsFile, `[${name}]\n${staticKeys}`);
}

async function addRole(t: TestContext, emulator: Emulator, name: string): Promise<void> {
  // For the source of a role the SDK looks only where the environment says.
  t.after(setEnvironment({ AWS_ENDPOINT_URL_STS: emulator.sts.url }));
  await appendFile(
    emulator.configFile,
    `[profile ${name}]
region = eu-west-1
services = local
source_profile = dev
role_arn = arn:aws:iam::123456789012:role/admin
mfa_serial = arn:aws:iam::123456789012:mfa/ann
`,
  );
}

/** From the first question of Connect Registry to an entry of the setting, which goes after the test. */
function connect(
  t: TestContext,
  { environment }: Emulator,
  ...answers: readonly Answer[]
): Promise<readonly string[]> {
  t.after(setEnvironment(environment));
  t.after(() => setRegistries());
  return connectBy('Amazon ECR', ...answers);
}

/** The same by a host that only AWS has, which the emulator stands in for. */
function connectHost(
  t: TestContext,
  { environment, front }: Emulator,
  host: string,
): Promise<readonly string[]> {
  t.after(setEnvironment(environment));
  t.after(reroute({ [host]: front.host }));
  t.after(() => setRegistries());
  return connectBy({ typed: host }, 'dev', 'Connect as 123456789012');
}
