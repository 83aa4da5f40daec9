import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { helmConfigPath, helmCredentials } from '../../../../src/registries/credentials/helm';
import { inTemporaryFolder } from '../../../support/temporaryFolder';

void describe('the registry configuration of helm', () => {
  const cases = [
    {
      platform: 'linux',
      home: '/home/ann',
      environment: {},
      path: '/home/ann/.config/helm/registry/config.json',
    },
    {
      platform: 'darwin',
      home: '/Users/ann',
      environment: {},
      path: '/Users/ann/Library/Preferences/helm/registry/config.json',
    },
    {
      platform: 'win32',
      home: 'C:\\Users\\ann',
      environment: { AppData: 'D:\\Roaming' },
      path: 'D:\\Roaming\\helm\\registry\\config.json',
    },
    {
      platform: 'win32',
      home: 'C:\\Users\\ann',
      environment: {},
      path: 'C:\\Users\\ann\\AppData\\Roaming\\helm\\registry\\config.json',
    },
    {
      platform: 'darwin',
      home: '/Users/ann',
      environment: { XDG_CONFIG_HOME: '/xdg' },
      path: '/xdg/helm/registry/config.json',
    },
    {
      platform: 'linux',
      home: '/home/ann',
      environment: { XDG_CONFIG_HOME: '/xdg', HELM_CONFIG_HOME: '/helm' },
      path: '/helm/registry/config.json',
    },
    {
      platform: 'linux',
      home: '/home/ann',
      environment: { HELM_CONFIG_HOME: '/helm', HELM_REGISTRY_CONFIG: '/run/logins.json' },
      path: '/run/logins.json',
    },
    {
      platform: 'linux',
      home: '/home/ann',
      environment: { HELM_REGISTRY_CONFIG: '', HELM_CONFIG_HOME: '' },
      path: '/home/ann/.config/helm/registry/config.json',
    },
  ] as const;
  for (const { path, ...surroundings } of cases) {
    const variables = Object.keys(surroundings.environment).join(', ') || 'no variables';
    void it(`is found on ${surroundings.platform} with ${variables}`, () => {
      assert.equal(helmConfigPath(surroundings), path);
    });
  }

  void it('is read as docker reads its own', async () => {
    await inTemporaryFolder(async (home) => {
      const folder = join(home, '.config', 'helm', 'registry');
      await mkdir(folder, { recursive: true });
      const auth = Buffer.from('ann:secret').toString('base64');
      const config = { auths: { 'registry.example': { auth } } };
      await writeFile(join(folder, 'config.json'), JSON.stringify(config));
      const source = helmCredentials({ environment: {}, platform: 'linux', home });
      assert.deepEqual(await source.get('registry.example'), {
        kind: 'basic',
        username: 'ann',
        password: 'secret',
      });
    });
  });
});
