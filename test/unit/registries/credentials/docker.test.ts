import assert from 'node:assert/strict';
import { symlink, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ChartroomError } from '../../../../src/base/error';
import type { Credential } from '../../../../src/oci/distribution/credential';
import { dockerConfigPath, dockerCredentials } from '../../../../src/registries/credentials/docker';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { problemOf } from '../../../support/problemOf';

void describe('logins of docker', () => {
  void it('reads user and password from auth, split at the first colon, padding cut off', async () => {
    const auths = {
      'plain.example': { auth: base64('ann:secret') },
      'colon.example': { auth: base64('ann:a:b:c') },
      'padded.example': { auth: base64('ann:secret\0\0') },
      'unicode.example': { auth: base64('änn:schlüssel') },
      'fields.example': { username: 'ann', password: 'secret' },
    };
    await withConfig({ auths }, async (get) => {
      assert.deepEqual(await get('plain.example'), basic('ann', 'secret'));
      assert.deepEqual(await get('colon.example'), basic('ann', 'a:b:c'));
      assert.deepEqual(await get('padded.example'), basic('ann', 'secret'));
      assert.deepEqual(await get('unicode.example'), basic('änn', 'schlüssel'));
      assert.deepEqual(await get('fields.example'), basic('ann', 'secret'));
      assert.equal(await get('other.example'), undefined);
    });
  });

  void it('takes identity and registry tokens for what they are', async () => {
    const auth = base64('<token>:');
    const auths = {
      'identity.example': { auth, identitytoken: 'refresh' },
      'registry.example': { registrytoken: 'access' },
    };
    await withConfig({ auths }, async (get) => {
      assert.deepEqual(await get('identity.example'), { kind: 'identity-token', token: 'refresh' });
      assert.deepEqual(await get('registry.example'), { kind: 'bearer', token: 'access' });
    });
  });

  void it('compares keys by host and port, and prefers the exact one', async () => {
    const entry = (user: string): object => ({ auth: base64(`${user}:x`) });
    const auths = {
      'https://both.example/v1/': entry('old'),
      'both.example': entry('exact'),
      'https://legacy.example/v2/': entry('legacy'),
      'http://port.example:5000': entry('port'),
      'Case.example': entry('case'),
    };
    await withConfig({ auths }, async (get) => {
      const user = async (host: string): Promise<string> => userOf(await get(host));
      assert.equal(await user('both.example'), 'exact');
      assert.equal(await user('legacy.example'), 'legacy');
      assert.equal(await user('port.example:5000'), 'port');
      assert.equal(await user('port.example'), 'nobody');
      assert.equal(await user('case.example'), 'case');
      assert.equal(await user('ample'), 'nobody');
    });
  });

  void it('finds the login of Docker Hub under its old name, by all its names', async () => {
    const auths = { 'https://index.docker.io/v1/': { auth: base64('ann:secret') } };
    await withConfig({ auths }, async (get) => {
      for (const host of ['docker.io', 'index.docker.io', 'registry-1.docker.io']) {
        assert.deepEqual(await get(host), basic('ann', 'secret'), host);
      }
      assert.equal(await get('evil-docker.io'), undefined);
    });
  });

  void it('has none without a file, with an empty one, and for an entry without anything', async () => {
    await withConfig('', async (get, path) => {
      assert.equal(await get('a.example'), undefined);
      await rm(path);
      assert.equal(await get('a.example'), undefined);
      await writeFile(path, JSON.stringify({ auths: { 'a.example': {} } }));
      assert.equal(await get('a.example'), undefined);
      await writeFile(path, JSON.stringify({ auths: { 'a.example': { auth: base64(':') } } }));
      assert.equal(await get('a.example'), undefined);
    });
  });

  void it('sees what another program has changed meanwhile', async () => {
    await withConfig({ auths: {} }, async (get, path) => {
      assert.equal(await get('a.example'), undefined);
      const config = { auths: { 'a.example': { auth: base64('ann:new') } } };
      await writeFile(path, `\uFEFF${JSON.stringify(config)}`);
      assert.deepEqual(await get('a.example'), basic('ann', 'new'));
    });
  });

  const broken: Readonly<Record<string, unknown>> = {
    'text that is no JSON': '{"auths": {"a.example": {"auth": "c2VjcmV0"} secret',
    'a list': ['secret'],
    'auths that is a text': { auths: 'secret' },
    'an entry that is a text': { auths: { 'a.example': 'secret' } },
    'an auth that is not base64': { auths: { 'a.example': { auth: 'secret!' } } },
    'an auth without a colon': { auths: { 'a.example': { auth: base64('secret') } } },
    'a helper that is a number': { credHelpers: { 'a.example': 7 } },
  };
  for (const [what, config] of Object.entries(broken)) {
    void it(`says which file is wrong, and nothing of what is in it: ${what}`, async () => {
      await withConfig(config, async (get, path) => {
        const error = await problemOf(get('a.example'));
        assert.equal(error.code, 'credentials.config-invalid');
        assert.deepEqual(error.remedy, { kind: 'open-file', path });
        assert.ok(error.message.includes(path));
        assert.doesNotMatch(everythingIn(error), /secret|c2Vjcm/);
      });
    });
  }

  void it('does not let one wrong entry keep the others from being used', async () => {
    const auths = { 'bad.example': { auth: '?' }, 'a.example': { auth: base64('ann:x') } };
    await withConfig({ auths }, async (get) => {
      assert.equal(userOf(await get('a.example')), 'ann');
    });
  });

  void it('says why a file cannot be read', async () => {
    await withConfig({}, async (get, path) => {
      // A link to itself: unlike a file without permissions, root cannot read it either.
      await rm(path);
      await symlink(path, path);
      const error = await problemOf(get('a.example'));
      assert.equal(error.code, 'credentials.config-unreadable');
      assert.match(error.message, /ELOOP/);
    });
  });

  void it('refuses a folder in the place of the file', async () => {
    await withConfig({}, async (get, path) => {
      await rm(path);
      await mkdir(path);
      const error = await problemOf(get('a.example'));
      assert.equal(error.code, 'credentials.config-unreadable');
    });
  });

  void it('looks into DOCKER_AUTH_CONFIG first', async () => {
    const config = { auths: { 'a.example': { auth: base64('file:x') } } };
    const variable = { auths: { 'a.example': { auth: base64('variable:x') } } };
    await withConfig(config, async (get, _path, environment) => {
      environment['DOCKER_AUTH_CONFIG'] = JSON.stringify(variable);
      assert.equal(userOf(await get('a.example')), 'variable');
      environment['DOCKER_AUTH_CONFIG'] = '{"auths":{}}';
      assert.equal(userOf(await get('a.example')), 'file');
      environment['DOCKER_AUTH_CONFIG'] = '{secret';
      const error = await problemOf(get('a.example'));
      assert.match(error.message, /DOCKER_AUTH_CONFIG/);
      assert.doesNotMatch(everythingIn(error), /secret/);
    });
  });

  void it('stops when cancelled', async () => {
    await withConfig({ auths: {} }, async (_get, _path, environment) => {
      const source = dockerCredentials({ environment, platform: 'linux', home: '/nowhere' });
      const cancelled = source.get('a.example', { signal: AbortSignal.abort() });
      await assert.rejects(cancelled, { name: 'AbortError' });
    });
  });
});

void describe('the configuration file of docker', () => {
  void it('is in the folder of DOCKER_CONFIG or in the home directory', () => {
    const linux = { environment: {}, platform: 'linux', home: '/home/ann' } as const;
    assert.equal(dockerConfigPath(linux), '/home/ann/.docker/config.json');
    assert.equal(
      dockerConfigPath({ ...linux, environment: { DOCKER_CONFIG: '/etc/docker' } }),
      '/etc/docker/config.json',
    );
    assert.equal(
      dockerConfigPath({ ...linux, environment: { DOCKER_CONFIG: '' } }),
      '/home/ann/.docker/config.json',
    );
    const windows = { environment: {}, platform: 'win32', home: 'C:\\Users\\ann' } as const;
    assert.equal(dockerConfigPath(windows), 'C:\\Users\\ann\\.docker\\config.json');
  });
});

type Get = (host: string) => Promise<Credential | undefined>;

/** Runs with a config.json: an object is written as JSON, a text as it is. */
async function withConfig(
  config: unknown,
  use: (get: Get, path: string, environment: Record<string, string>) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, 'config.json');
    await writeFile(path, typeof config === 'string' ? config : JSON.stringify(config));
    const environment: Record<string, string> = { DOCKER_CONFIG: folder };
    const source = dockerCredentials({ environment, platform: 'linux', home: '/nowhere' });
    await use((host) => source.get(host), path, environment);
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function basic(username: string, password: string): Credential {
  return { kind: 'basic', username, password };
}

function userOf(credential: Credential | undefined): string {
  return credential?.kind === 'basic' ? credential.username : 'nobody';
}

/** All that a log or a message could show of an error. */
function everythingIn(error: ChartroomError): string {
  return [error.message, error.stack, JSON.stringify(error.facts), String(error.cause)].join('\n');
}
