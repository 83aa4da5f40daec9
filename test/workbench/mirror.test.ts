import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { publishCharts } from '../support/dependencies/publishCharts';
import { tagsOf } from '../support/listed';
import { openRegistry } from '../support/openRegistry';
import { without } from '../support/peer';
import { inRegistry } from '../support/registryFixture';
import { startChartRepository } from '../support/servers/chartRepository';
import { inTemporaryFolder } from '../support/temporaryFolder';
import { inEcrSession } from '../support/workbench/ecrSession';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

test(
  'a person mirrors three charts of a chart repository into a registry',
  { skip: withoutWindow },
  async () => {
    await inRegistry(async (registry, folder) => {
      const published = await publishCharts(join(folder, 'published'), [
        ['cellar', '0.3.0'],
        ['kitchen', '7.1.0'],
        ['lobby', '1.0.0'],
        ['lobby', '1.1.0'],
      ]);
      const server = await startChartRepository({ folder: published });
      try {
        const registries = [{ host: registry.host, name: 'local' }];
        await inSession({ ...installed(), registries }, async ({ window }) => {
          await window.ready('Chartroom');
          await window.runCommand('Chartroom: Mirror Charts…');
          await window.enterInput('Mirror Charts', server.url);
          for (const name of ['cellar', 'kitchen', 'lobby']) {
            await window.tickChoice(name);
          }
          await window.acceptQuickPick(`Mirror ${server.url}`);
          await window.pickQuickPick('The newest version of each', `Mirror ${server.url}`);
          await window.enterInput(`Mirror ${server.url}`, `oci://${registry.host}/mirror/`);
          await window.acceptQuickPick('Mirror: 3 new');
          await window.pressNotification('Mirrored 3 of 3 versions', 'Show in Registries');
          await window.waitForRow('Registries', 'lobby');
          assert.deepEqual(await tagsOf(openRegistry(registry.host), 'mirror/lobby'), ['1.1.0']);
        });
      } finally {
        await server.stop();
      }
    });
  },
);

test(
  'a person mirrors into Amazon ECR, whose repositories have to be made',
  { skip: withoutWindow || without('dockerRegistry') },
  async () => {
    await inTemporaryFolder(async (folder) => {
      const published = await publishCharts(folder, [
        ['kitchen', '7.1.0'],
        ['lobby', '1.1.0'],
      ]);
      const server = await startChartRepository({ folder: published });
      try {
        await inEcrSession(async ({ window }, { state, front }) => {
          await window.ready('Chartroom');
          await window.runCommand('Chartroom: Mirror Charts…');
          await window.enterInput('Mirror Charts', server.url);
          await window.tickChoice('All charts');
          await window.acceptQuickPick(`Mirror ${server.url}`);
          await window.pickQuickPick('All versions', `Mirror ${server.url}`);
          await window.enterInput(`Mirror ${server.url}`, `oci://${front.host}/mirror/`);
          await window.waitForChoice('in a repository that has to be created');
          await window.acceptQuickPick('Shop: mirror/kitchen:7.1.0');
          await window.pickQuickPick('mirror/kitchen, mirror/lobby', 'Create 2 Repositories?');
          await window.notification('Mirrored 2 of 2 versions');
          assert.deepEqual([...state.repositories.keys()], ['mirror/kitchen', 'mirror/lobby']);
          const images = [...state.repositories.values()].map((one) => one.images.size);
          assert.deepEqual(images, [1, 1]);
        });
      } finally {
        await server.stop();
      }
    });
  },
);
