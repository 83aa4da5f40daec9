import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { silentLog } from '../../../../src/base/log';
import { callerIdentity } from '../../../../src/registries/ecr/callerIdentity';
import { configuredEndpoint } from '../../../../src/registries/ecr/configuredEndpoint';
import { createDeviceSessions } from '../../../../src/registries/ecr/deviceSessions';
import { locateRegistry, type Located } from '../../../../src/registries/ecr/locateRegistry';
import type { AwsLogin } from '../../../../src/registries/ecr/login';
import { setEnvironment } from '../../../support/environment';
import { filesLogin } from '../../../support/ecr/awsFiles';
import { inEmulator, staticKeys, type Emulator } from '../../../support/ecr/emulator';
import { inEcrApi } from '../../../support/ecr/fixture';
import { inEcr } from '../../../support/ecr/wholeEcr';
import { startSts } from '../../../support/ecr/sts';
import { without } from '../../../support/peer';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { problemOf } from '../../../support/problemOf';

const common = { log: silentLog, userAgent: 'chartroom-test', sleep: () => Promise.resolve() };

void describe('where a registry is', () => {
  void it('follows from its account and region', async () => {
    const located = await locatedBy(undefined);
    assert.deepEqual(located, {
      host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
      plainHttp: false,
      emulated: false,
    });
  });

  void it('is that of another account, whatever AWS says with the token', async () => {
    const { host } = await locatedBy(undefined, '210987654321');
    assert.equal(host, '210987654321.dkr.ecr.eu-west-1.amazonaws.com');
  });

  void it('is what an emulator says, with http where that is not for this machine only', async () => {
    assert.deepEqual(await locatedBy('http://127.0.0.1:4510'), {
      host: '127.0.0.1:4510',
      plainHttp: false,
      emulated: true,
    });
    assert.equal((await locatedBy('http://emulator:4510')).plainHttp, true);
    assert.equal((await locatedBy('https://emulator.example')).host, 'emulator.example');
  });
});

void describe('an emulator that a profile leads to', { skip: without('dockerRegistry') }, () => {
  void it('tells whose login it is and where its registry is', async (t) => {
    await inEmulator(async (emulator) => {
      const login = loginOf(t, emulator);
      const region = 'eu-west-1';
      const { account, arn } = await callerIdentity({ ...common, login, region });
      assert.equal(arn, 'arn:aws:iam::123456789012:user/ann');
      const { host } = await locateRegistry({ ...common, login, region, account });
      assert.equal(host, emulator.front.host);
    });
  });

  void it('gives a token of the region of the host, whatever the region of the profile is', async () => {
    await inEcr(async ({ api, connect }) => {
      await inTemporaryFolder(async (folder) => {
        const config = '[profile dev]\nregion = us-east-1\n';
        const login = await filesLogin(folder, 'dev', config, `[dev]\n${staticKeys}`);
        await connect({ login }).check();
        assert.deepEqual(
          api.requests.map(({ operation, region }) => [operation, region]),
          [['GetAuthorizationToken', 'eu-west-1']],
        );
      });
    });
  });

  void it('is left alone where the configuration says so', async () => {
    await inTemporaryFolder(async (folder) => {
      const config = `[profile dev]\nendpoint_url = http://127.0.0.1:1\n`;
      const login = await filesLogin(folder, 'dev', config);
      assert.equal(await configuredEndpoint('ecr', login), 'http://127.0.0.1:1');
      const ignoring = `${config}ignore_configured_endpoint_urls = true\n`;
      const other = await filesLogin(folder, 'dev', ignoring);
      assert.equal(await configuredEndpoint('ecr', other), undefined);
    });
  });
});

void describe('a role that wants the code of a device', () => {
  void it('asks for it once for all clients, also for those that ask at the same time', async () => {
    await inMfa(async (login) => {
      const asked: string[] = [];
      const mfaCode = (serial: string): Promise<string> => {
        asked.push(serial);
        return Promise.resolve('123456');
      };
      const options = { ...common, region: 'eu-west-1' };
      const sessions = createDeviceSessions();
      const shared = { ...login, mfaCode, sessions };
      await Promise.all([1, 2].map(() => callerIdentity({ ...options, login: shared })));
      await callerIdentity({ ...options, login: shared });
      assert.deepEqual(asked, ['arn:aws:iam::123456789012:mfa/ann']);
    });
  });

  void it('says so when nobody gives it', async () => {
    await inMfa(async (login) => {
      const mfaCode = (): Promise<undefined> => Promise.resolve(undefined);
      const work = callerIdentity({ ...common, region: 'eu-west-1', login: { ...login, mfaCode } });
      assert.equal((await problemOf(work)).code, 'ecr.mfa-needed');
    });
  });
});

async function locatedBy(
  proxyEndpoint: string | undefined,
  account = '123456789012',
): Promise<Located> {
  let located: Located | undefined;
  await inEcrApi(async ({ state, api, login }) => {
    if (proxyEndpoint !== undefined) state.proxyEndpoint = proxyEndpoint;
    located = await locateRegistry({
      ...{ ...common, account, region: state.region, login },
      endpoint: api.url,
    });
  });
  assert.ok(located);
  return located;
}

function loginOf(t: TestContext, { environment }: Emulator): AwsLogin {
  t.after(setEnvironment(environment));
  return { profile: 'dev' };
}

/** Runs with a profile of such a role, which a Security Token Service on loopback gives to everybody. */
async function inMfa(use: (login: AwsLogin) => Promise<void>): Promise<void> {
  const sts = await startSts({ account: '123456789012' });
  const restore = setEnvironment({ AWS_ENDPOINT_URL_STS: sts.url });
  try {
    await inEcrApi(async ({ folder }) => {
      const role = `[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = keys\nmfa_serial = arn:aws:iam::123456789012:mfa/ann\n`;
      await use(await filesLogin(folder, 'mfa', role, `[keys]\n${staticKeys}`));
    });
  } finally {
    restore();
    await sts.stop();
  }
}
