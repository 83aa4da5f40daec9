import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { dockerCredentials } from '../../../../src/registries/credentials/docker';
import { askHelper } from '../../../../src/registries/credentials/credentialHelper';
import type { Surroundings } from '../../../../src/registries/credentials/surroundings';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { writeHelper } from '../../../support/credentialHelper';
import { problemOf } from '../../../support/problemOf';

const skip = process.platform === 'win32' ? 'the helpers written here are shell scripts' : false;
const found = `printf '{"ServerURL":"%s","Username":"ann","Secret":"for %s"}' "$server" "$server"`;
const query = { suffix: 'test', server: 'a.example', namedIn: '/home/ann/.docker/config.json' };

void describe('a credential helper', { skip }, () => {
  void it('is asked by its standard input and answers with a login', async () => {
    await withHelper(found, async (surroundings) => {
      assert.deepEqual(await askHelper(query, surroundings), {
        kind: 'basic',
        username: 'ann',
        password: 'for a.example',
      });
    });
  });

  void it('gives an identity token by the user name <token>', async () => {
    const script = `echo '{"ServerURL":"a","Username":"<token>","Secret":"refresh"}'`;
    await withHelper(script, async (surroundings) => {
      assert.deepEqual(await askHelper(query, surroundings), {
        kind: 'identity-token',
        token: 'refresh',
      });
    });
  });

  void it('has no login when it says so on its standard output', async () => {
    const script = `echo 'credentials not found in native keychain'; exit 1`;
    await withHelper(script, async (surroundings) => {
      assert.equal(await askHelper(query, surroundings), undefined);
    });
  });

  void it('is quoted when it fails', async () => {
    const script = `echo 'the keychain is locked'; echo 'noise' >&2; exit 1`;
    await withHelper(script, async (surroundings) => {
      const error = await problemOf(askHelper(query, surroundings));
      assert.equal(error.code, 'credentials.helper-failed');
      assert.match(error.message, /docker-credential-test.*a\.example: the keychain is locked$/);
    });
  });

  const wrong = {
    'an answer that is no JSON': `echo 'Secret: hunter2'`,
    'an answer without a secret': `echo '{"Username":"hunter2"}'`,
    'a failure after an answer': `echo '{"Username":"ann","Secret":"hunter2"}'; exit 1`,
    'a failure without a word': 'exit 3',
    'an end without reading': 'exec <&-; kill -9 $$',
  };
  for (const [what, script] of Object.entries(wrong)) {
    void it(`is not quoted with what may be a secret: ${what}`, async () => {
      await withHelper(script, async (surroundings) => {
        const error = await problemOf(askHelper(query, surroundings));
        assert.equal(error.code, 'credentials.helper-failed');
        assert.doesNotMatch(`${error.message}${error.stack ?? ''}`, /hunter2/);
        assert.equal(error.cause, undefined);
      });
    });
  }

  void it('is given up when it takes too long', async () => {
    await withHelper('while :; do :; done', async (surroundings) => {
      const error = await problemOf(askHelper(query, { ...surroundings, helperTimeout: 50 }));
      assert.equal(error.code, 'credentials.helper-timeout');
    });
  });

  void it('is ended when whoever asked cancels', async () => {
    await withHelper('while :; do :; done', async (surroundings) => {
      const controller = new AbortController();
      const asked = askHelper(query, surroundings, controller);
      controller.abort();
      await assert.rejects(asked, { name: 'AbortError' });
    });
  });

  void it('is missed with the name of the file that wants it', async () => {
    await withHelper(found, async (surroundings) => {
      const error = await problemOf(askHelper({ ...query, suffix: 'other' }, surroundings));
      assert.equal(error.code, 'credentials.helper-missing');
      assert.match(error.message, /docker-credential-other/);
      assert.deepEqual(error.remedy, { kind: 'open-file', path: query.namedIn });
    });
  });

  for (const suffix of ['../evil', 'a b', 'a;b', '']) {
    void it(`is not run under the name "${suffix}"`, async () => {
      await withHelper(found, async (surroundings) => {
        const error = await problemOf(askHelper({ ...query, suffix }, surroundings));
        assert.equal(error.code, 'credentials.helper-invalid');
      });
    });
  }

  void it('is looked for in absolute folders of the PATH only, in their order', async () => {
    await withHelper(found, async ({ environment, ...rest }, folder) => {
      const first = join(folder, 'first');
      await mkdir(first);
      await writeFile(join(first, 'docker-credential-test'), 'not executable');
      await chmod(join(first, 'docker-credential-test'), 0o644);
      const path = `${first}:${environment['PATH'] ?? ''}`;
      const credential = await askHelper(query, { ...rest, environment: { PATH: path } });
      assert.equal(credential?.kind, 'basic');
      for (const PATH of [relative(process.cwd(), folder), '']) {
        const asked = askHelper(query, { ...rest, environment: { PATH } });
        assert.equal((await problemOf(asked)).code, 'credentials.helper-missing');
      }
    });
  });
});

void describe('helpers named in a configuration file', { skip }, () => {
  const entry = { auth: Buffer.from('file:x').toString('base64') };

  void it('are asked for their own server before the helper of all', async () => {
    const config = {
      auths: { 'own.example': entry, 'other.example': entry },
      credHelpers: { 'own.example': 'own' },
      credsStore: 'all',
    };
    await withConfig(config, async (passwordFor) => {
      assert.equal(await passwordFor('own.example'), 'own: own.example');
      assert.equal(await passwordFor('other.example'), 'all: other.example');
    });
  });

  void it('are asked under the name that the login was stored with', async () => {
    const config = { auths: { 'https://old.example/v1/': {} }, credsStore: 'all' };
    await withConfig(config, async (passwordFor) => {
      assert.equal(await passwordFor('old.example'), 'all: https://old.example/v1/');
      assert.equal(await passwordFor('docker.io'), 'all: https://index.docker.io/v1/');
    });
  });

  void it('leave it to the file when they have no login', async () => {
    await withConfig({ auths: { 'a.example': entry }, credsStore: 'none' }, async (passwordFor) => {
      assert.equal(await passwordFor('a.example'), 'x');
      assert.equal(await passwordFor('b.example'), undefined);
    });
  });
});

async function withHelper(
  script: string,
  use: (surroundings: Surroundings, folder: string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await writeHelper(folder, { suffix: 'test', script });
    await use({ environment: { PATH: folder }, platform: 'linux', home: folder }, folder);
  });
}

/** Runs with a config.json and helpers that say who they are and what they were asked for. */
async function withConfig(
  config: object,
  use: (passwordFor: (host: string) => Promise<string | undefined>) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    for (const suffix of ['own', 'all']) {
      const script = `printf '{"Username":"ann","Secret":"${suffix}: %s"}' "$server"`;
      await writeHelper(folder, { suffix, script });
    }
    const none = `echo 'credentials not found in native keychain'; exit 1`;
    await writeHelper(folder, { suffix: 'none', script: none });
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    const environment = { PATH: folder, DOCKER_CONFIG: folder };
    const source = dockerCredentials({ environment, platform: 'linux', home: folder });
    await use(async (host) => {
      const credential = await source.get(host);
      return credential?.kind === 'basic' ? credential.password : undefined;
    });
  });
}
