import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { everything, setUpAcr } from '../../support/acr/acrFixture';
import { installAzureCli } from '../../support/acr/azureCli';
import { inEmulator } from '../../support/ecr/emulator';
import { without } from '../../support/peer';

const variables = {
  ecr: {
    CHARTROOM_LIVE_ECR_PROFILE: 'dev',
    CHARTROOM_LIVE_ECR_REGION: 'eu-west-1',
    CHARTROOM_LIVE_ECR_PREFIX: 'team',
  },
  token: { CHARTROOM_LIVE_ACR_USERNAME: 'ci', CHARTROOM_LIVE_ACR_PASSWORD: 'secret' },
};

describe('the program for real accounts', { skip: without('dockerRegistry') }, () => {
  it('takes a chart through the ECR that a profile leads to', async () => {
    await inEmulator(async ({ state, environment, front }) => {
      const { code, stdout } = await live(['ecr'], { ...environment, ...variables.ecr });
      assert.match(stdout, /^arn:aws:iam::123456789012:user\/ann: /);
      assert.match(stdout, wayThrough(`${front.host}/team/`));
      assert.equal(code, 0);
      assert.equal(state.repositories.size, 0);
    });
  });

  it('takes a chart through an ACR, by a token', async (t) => {
    const { front } = await setUpAcr(t, {
      accounts: { ci: everything },
      passwords: { ci: 'secret' },
    });
    const environment = { CHARTROOM_LIVE_ACR_HOST: front.host, ...variables.token };
    const { code, stdout } = await live(['acr'], environment);
    assert.match(stdout, /^ci: /);
    assert.match(stdout, wayThrough(`${front.host}/chartroom-live/`));
    assert.equal(code, 0);
    assert.equal(front.content.repositories.size, 0);
  });

  it('takes a chart through an ACR, by the session of the Azure CLI', async (t) => {
    const { front, desk } = await setUpAcr(t);
    const cli = await installAzureCli(desk.folder);
    await cli.logIn('ann');
    const { code, stdout } = await live(['acr'], {
      CHARTROOM_LIVE_ACR_HOST: front.host,
      PATH: `${cli.directory}:${process.env['PATH'] ?? ''}`,
    });
    assert.match(stdout, wayThrough(`${front.host}/chartroom-live/`));
    assert.equal(code, 0);
  });

  it('says what is wrong where a step fails, and leaves nothing behind', async () => {
    await inEmulator(async ({ state, environment }) => {
      state.denied.add('ecr:PutImage');
      const { code, stderr } = await live(['ecr'], { ...environment, ...variables.ecr });
      assert.match(stderr, /ecr:PutImage/);
      assert.equal(code, 1);
      assert.equal(state.repositories.size, 0);
    });
  });

  const calls: readonly (readonly [string[], Record<string, string>, string])[] = [
    [['ecr'], {}, 'CHARTROOM_LIVE_ECR_PROFILE'],
    [['ecr'], { CHARTROOM_LIVE_ECR_PROFILE: 'dev' }, 'CHARTROOM_LIVE_ECR_REGION'],
    [['acr'], { CHARTROOM_LIVE_ACR_HOST: '' }, 'CHARTROOM_LIVE_ACR_HOST'],
    [
      ['acr'],
      { CHARTROOM_LIVE_ACR_HOST: 'x.azurecr.io', CHARTROOM_LIVE_ACR_USERNAME: 'ci' },
      'CHARTROOM_LIVE_ACR_PASSWORD',
    ],
  ];
  for (const [args, environment, missing] of calls) {
    it(`says in a sentence that ${missing} is missing`, async () => {
      const sentence = `The variable ${missing} is not set; docs/testing.md says what it is for.\n`;
      assert.deepEqual(await live(args, environment), { code: 1, stdout: '', stderr: sentence });
    });
  }

  it('wants to know which kind of registry', async () => {
    const { code, stderr } = await live([], {});
    assert.equal(stderr, 'Say which kind of registry: npm run live -- ecr, or -- acr.\n');
    assert.equal(code, 1);
  });
});

/** A first line with the repository, then at least eight proofs of which the last is that it is gone. */
function wayThrough(prefix: string): RegExp {
  return new RegExp(`: ${prefix}lobby-[0-9a-f]{8}\n(?:ok - .*\n){8,}$`);
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs what `npm run live` runs, with these variables of its own. */
function live(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const program = join(__dirname, '../../live/main.js');
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('CHARTROOM_LIVE_'));
  const env = { ...Object.fromEntries(own), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
