import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { publishCharts } from '../support/dependencies/publishCharts';
import { tagsOf } from '../support/listed';
import { openRegistry } from '../support/openRegistry';
import { inRegistry } from '../support/registryFixture';
import { startChartRepository } from '../support/servers/chartRepository';
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
