import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { chain } from '../../../src/registries/credentials/chain';
import { dockerCredentials } from '../../../src/registries/credentials/docker';
import { helmCredentials } from '../../../src/registries/credentials/helm';
import { inTemporaryFolder } from '../../support/temporaryFolder';
import { openHost } from '../../support/distribution';
import { inRegistry } from '../../support/registryFixture';
import type { TestRegistry } from '../../support/registry/testRegistry';

const users = { ann: 'open: sesame' };

void describe('logins of other programs at a registry', () => {
  void it('get tokens with a password from the file of docker', async () => {
    await withLogins(async (registry, write, credentials) => {
      await write('docker', { [registry.host]: { auth: base64(`ann:${users.ann}`) } });
      await openHost(registry.host, { credentials }).ping();
      assert.deepEqual(tokenRequests(registry), ['GET basic 200']);
    });
  });

  void it('get tokens with an identity token from the file of docker', async () => {
    await withLogins(async (registry, write, credentials) => {
      const identitytoken = await refreshToken(registry);
      await write('docker', { [registry.host]: { identitytoken } });
      registry.clearRequests();
      await openHost(registry.host, { credentials }).ping();
      assert.deepEqual(tokenRequests(registry), ['POST none 200']);
    });
  });

  void it('come from docker when those of helm have gone stale', async () => {
    await withLogins(async (registry, write, credentials) => {
      await write('helm', { [registry.host]: { auth: base64('ann:changed since') } });
      await write('docker', { [registry.host]: { auth: base64(`ann:${users.ann}`) } });
      await openHost(registry.host, { credentials }).ping();
      const statuses = tokenRequests(registry).map((request) => request.split(' ').at(-1));
      assert.equal(statuses[0], '401');
      assert.equal(statuses.at(-1), '200');
    });
  });
});

const files = { helm: 'helm.json', docker: 'config.json' } as const;

type Write = (program: keyof typeof files, auths: object) => Promise<void>;

async function withLogins(
  use: (
    registry: TestRegistry,
    write: Write,
    credentials: ReturnType<typeof chain>,
  ) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const environment = {
      HELM_REGISTRY_CONFIG: join(folder, files.helm),
      DOCKER_CONFIG: folder,
    };
    const surroundings = { environment, platform: process.platform, home: folder };
    const sources = [helmCredentials(surroundings), dockerCredentials(surroundings)];
    const write: Write = (program, auths) =>
      writeFile(join(folder, files[program]), JSON.stringify({ auths }));
    await inRegistry((registry) => use(registry, write, chain(silentLog, ...sources)), {
      auth: { kind: 'bearer', users },
    });
  });
}

async function refreshToken({ url, host }: TestRegistry): Promise<string> {
  const response = await fetch(`${url}/token?service=${host}&offline_token=true`, {
    headers: { authorization: `Basic ${base64(`ann:${users.ann}`)}` },
  });
  const { refresh_token } = (await response.json()) as { refresh_token: string };
  return refresh_token;
}

function tokenRequests({ requests }: TestRegistry): string[] {
  return requests
    .filter(({ path }) => path.startsWith('/token'))
    .map(
      ({ method, authorization = 'none', status = 0 }) => `${method} ${authorization} ${status}`,
    );
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
