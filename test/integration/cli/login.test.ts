import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { minimalChart } from '../../support/charts/exampleCharts';
import { setUpCli, type CliDesk } from '../../support/cli/runCli';
import { writeStoringHelper } from '../../support/credentialHelper';
import { helmAt } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { startRegistry } from '../../support/registry/testRegistry';

const password = 'open: sesame';

interface Setting {
  readonly cli: CliDesk;
  readonly host: string;
  readonly push: () => Promise<number | null>;
  readonly login: (secret?: string, env?: Record<string, string>) => ReturnType<CliDesk['json']>;
}

async function setUp(t: TestContext): Promise<Setting> {
  const cli = await setUpCli(t);
  const server = await startRegistry({
    directory: join(cli.folder, 'registry'),
    auth: { kind: 'basic', users: { ann: password } },
  });
  t.after(() => server.stop());
  const { host } = server;
  const chart = await cli.chart('app', minimalChart('app'));
  return {
    ...{ cli, host },
    push: async () => (await cli.json(['push', chart, `${host}/charts/`])).code,
    login: (secret = password, env = {}) =>
      cli.json(['login', host, '--username', 'ann', '--password-stdin'], {
        input: `${secret}\n`,
        env,
      }),
  };
}

describe('chartroom login', { skip: without('cli', 'helm') }, () => {
  it('keeps a login where Helm finds it, for its owner alone, and says that it is readable', async (t) => {
    const { cli, host, push, login } = await setUp(t);
    assert.equal(await push(), 4);
    const { code, result, stderr } = await login();
    assert.equal(code, 0);
    const file = join(cli.home, 'config', 'registry', 'config.json');
    assert.equal(result['keptIn'], file);
    assert.match(stderr, /warning: the password is kept unencrypted in .*config\.json/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal(await push(), 0);
    const helm = await helmAt(peer('helm'), cli.home);
    await helm('pull', `oci://${host}/charts/app`, '--version', '0.1.0', '-d', cli.output);
  });

  it('keeps nothing that the registry refuses', async (t) => {
    const { cli, login } = await setUp(t);
    const { code, error } = await login('guessed');
    assert.deepEqual([code, error?.['code']], [4, 'oci.unauthorized']);
    await assert.rejects(readFile(join(cli.home, 'config', 'registry', 'config.json')));
  });

  it('changes one entry of a file, and logout takes it away again', async (t) => {
    const { cli, host, push, login } = await setUp(t);
    const file = join(cli.home, 'config', 'registry', 'config.json');
    const before = { auths: { 'ghcr.io': { auth: 'YTpi' } }, HttpHeaders: { 'X-Team': 'a' } };
    await mkdir(join(cli.home, 'config', 'registry'), { recursive: true });
    await writeFile(file, JSON.stringify(before));
    await login();
    const { auths, ...others } = JSON.parse(await readFile(file, 'utf8')) as typeof before;
    assert.deepEqual(others, { HttpHeaders: before.HttpHeaders });
    assert.deepEqual(Object.keys(auths), ['ghcr.io', host]);
    const { code, result } = await cli.json(['logout', host]);
    assert.deepEqual([code, result['removed']], [0, true]);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), before);
    assert.equal(await push(), 4);
    assert.equal((await cli.json(['logout', host])).result['removed'], false);
  });

  it('gives it to the credential helper that docker names, and not to a file', async (t) => {
    const { cli, host, login } = await setUp(t);
    const bin = join(cli.folder, 'bin');
    await mkdir(bin);
    await writeStoringHelper(bin, 'vault');
    const docker = join(cli.home, '.docker');
    await mkdir(docker);
    await writeFile(join(docker, 'config.json'), JSON.stringify({ credsStore: 'vault' }));
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const { code, result } = await login(password, env);
    assert.deepEqual(
      [code, result['keptIn'], result['encrypted']],
      [0, 'docker-credential-vault', true],
    );
    const kept = JSON.parse(await readFile(join(bin, 'vault.json'), 'utf8')) as object;
    assert.deepEqual(kept, { ServerURL: host, Username: 'ann', Secret: password });
    assert.ok(!(await readFile(join(docker, 'config.json'), 'utf8')).includes('sesame'));
    const listed = await cli.json(['repo', 'ls', host], { env });
    assert.equal(listed.code, 0);
  });

  it('takes what helm registry login has kept', async (t) => {
    const { cli, host, push } = await setUp(t);
    const helm = await helmAt(peer('helm'), cli.home);
    await helm(
      'registry',
      'login',
      host,
      '--username',
      'ann',
      '--password',
      password,
      '--insecure',
    );
    assert.equal(await push(), 0);
  });

  it('never shows a password', async (t) => {
    const { cli, host } = await setUp(t);
    const args = ['login', host, '-u', 'ann', '-p', password, '--verbose'];
    const { code, stdout, stderr } = await cli.run(args);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /warning: a password among the arguments/);
    const encoded = Buffer.from(`ann:${password}`).toString('base64');
    for (const secret of [password, encoded]) assert.ok(!`${stdout}${stderr}`.includes(secret));
  });
});
