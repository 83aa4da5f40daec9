import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { registryScope } from '../../../../src/registries/acr/cloud';
import { registryToken } from '../../../../src/registries/acr/aadToken';
import { azureCliTokens, type AzureCliOutcome } from '../../../../src/registries/acr/azureCli';
import { azureCliOnPath } from '../../../../src/registries/acr/azureCliProgram';
import { publicCloud } from '../../../../src/registries/acr/cloud';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { problemOf } from '../../../support/problemOf';
import { accountOf } from '../../../support/acr/acrFixture';

const scope = registryScope;

interface Cli {
  readonly calls: readonly (readonly string[])[];
  readonly run: (args: readonly string[]) => Promise<AzureCliOutcome>;
}

/** An `az` that gives these outcomes one after the other, and the last one from then on. */
function cli(...outcomes: readonly AzureCliOutcome[]): Cli {
  const calls: (readonly string[])[] = [];
  return {
    calls,
    run: (args) => {
      calls.push(args);
      const outcome = outcomes[Math.min(calls.length, outcomes.length) - 1];
      return outcome ? Promise.resolve(outcome) : Promise.reject(new Error('no outcome'));
    },
  };
}

const failed = (stderr: string): AzureCliOutcome => ({ exitCode: 1, stdout: '', stderr });

async function signedIn(lifetime: number, clock: () => number): Promise<AzureCliOutcome> {
  const accessToken = await accountOf('ann', { clock, lifetime }).get(undefined, { scope });
  return { exitCode: 0, stdout: JSON.stringify({ accessToken }), stderr: 'WARNING: update' };
}

void describe('the session of the Azure CLI', () => {
  void it('gives a token, which is kept to its expiry and renewed when refused', async () => {
    let now = 0;
    const clock = (): number => now;
    const { calls, run } = cli(await signedIn(1000, clock), await signedIn(9000, clock));
    const tokens = azureCliTokens(run, clock);
    const first = await tokens.get('contoso.example', { scope });
    now = 899_000;
    assert.equal(await tokens.get('contoso.example', { scope }), first);
    assert.deepEqual(calls, [
      ['account', 'get-access-token', '--output', 'json', '--scope', scope].concat([
        '--tenant',
        'contoso.example',
      ]),
    ]);
    now = 901_000;
    const second = await tokens.get('contoso.example', { scope });
    assert.notEqual(second, first);
    await tokens.get('contoso.example', { scope, refused: second });
    assert.equal(calls.length, 3);
  });

  void it('that has ended says how to begin a new one', async () => {
    const { run } = cli(failed("ERROR: Please run 'az login' to setup account."));
    const error = await problemOf(azureCliTokens(run, Date.now).get('t-1', { scope }));
    assert.equal(error.code, 'azure.signed-out');
    assert.deepEqual(error.remedy, { kind: 'run-in-terminal', command: 'az login --tenant t-1' });
  });

  void it('that may not ask for registries is asked for Resource Manager', async () => {
    const refusal = failed("ERROR: AADSTS65001: The user has not consented to use '…'.");
    const { calls, run } = cli(refusal, await signedIn(1000, Date.now));
    await registryToken(azureCliTokens(run, Date.now), publicCloud, undefined, {});
    assert.deepEqual(
      calls.map((args) => args.at(-1)),
      [scope, 'https://management.azure.com/.default'],
    );
  });

  void it('says what went wrong in the words of the program', async () => {
    const { run } = cli(failed('WARNING: preview\nERROR: disk full\n'));
    const error = await problemOf(azureCliTokens(run, Date.now).get(undefined, { scope }));
    assert.equal(error.code, 'azure.cli-failed');
    assert.equal(error.message, 'The Azure CLI gave no token: disk full');
    const odd = cli({ exitCode: 0, stdout: '<html>', stderr: '' });
    const unread = await problemOf(azureCliTokens(odd.run, Date.now).get(undefined, { scope }));
    assert.equal(unread.code, 'azure.cli-failed');
  });

  void it('is not asked for what is no tenant', async () => {
    const { calls, run } = cli(await signedIn(1000, Date.now));
    for (const tenant of ['--debug', 'a b', 'a;b', '']) {
      const error = await problemOf(azureCliTokens(run, Date.now).get(tenant, { scope }));
      assert.equal(error.code, 'azure.tenant-invalid');
    }
    assert.deepEqual(calls, []);
  });
});

const skip = process.platform === 'win32' ? 'the program written here is a shell script' : false;

void describe('the Azure CLI on the PATH', { skip }, () => {
  void it('is run without a shell', async () => {
    await inTemporaryFolder(async (folder) => {
      const bin = join(folder, 'bin');
      await mkdir(bin);
      const script = '#!/bin/sh\nprintf "%s|" "$@"; echo "said" >&2; exit 3\n';
      await writeFile(join(bin, 'az'), script);
      await chmod(join(bin, 'az'), 0o755);
      const environment = { PATH: bin };
      const run = azureCliOnPath({ environment, platform: process.platform, home: folder });
      const outcome = await run(['a b', '$(id)', '"'], {});
      assert.deepEqual(outcome, { exitCode: 3, stdout: 'a b|$(id)|"|', stderr: 'said\n' });
    });
  });

  void it('that is not there is named', async () => {
    const surroundings = { environment: { PATH: '' }, platform: process.platform, home: '/' };
    const error = await problemOf(azureCliOnPath(surroundings)([], {}));
    assert.equal(error.code, 'azure.cli-missing');
  });
});
