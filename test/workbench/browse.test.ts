import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pushPlain, putManifest } from '../support/plainPush';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

/** Puts what is under one tag under many more. */
async function tagMany(url: string, repository: string, tags: readonly string[]): Promise<void> {
  const manifest = await fetch(`${url}/v2/${repository}/manifests/${tags[0] ?? ''}`);
  const text = await manifest.text();
  for (const tag of tags) await putManifest(url, repository, tag, text);
}

describe('a person who browses', { skip: withoutWindow }, () => {
  it('sees what each version is, and can have charts only', async () => {
    await inSession(installed(), async ({ window, registry }) => {
      const more = { artifactType: 'application/spdx+json' };
      await pushPlain(registry.url, 'storefront', 'bill-of-materials', { more });
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('in the registry');
      await window.pressNotification('Pushed', 'Show in Registries');
      await window.waitForRow('Registries', 'chart · 2.0 KiB');
      await window.waitForRow('Registries', 'SBOM · 17 B');
      assert.deepEqual((await window.treeRows('Registries')).slice(-2), [
        '1.4.0 chart · 2.0 KiB',
        'bill-of-materials SBOM · 17 B',
      ]);

      await window.runCommand('Chartroom: Show Charts Only');
      await window.waitForNoRow('Registries', 'bill-of-materials');
      await window.waitForRow('Registries', 'chart · 2.0 KiB');
      await window.runCommand('Chartroom: Show All Artifacts');
      await window.waitForRow('Registries', 'SBOM · 17 B');
    });
  });

  it('sees repositories in folders, or each by its whole name', async () => {
    await inSession(installed(), async ({ window, registry }) => {
      for (const name of ['team/charts/app-10', 'team/charts/app-9', 'team/tools', 'base']) {
        await pushPlain(registry.url, name, '1.0.0');
      }
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('team/charts/storefront');
      await window.pressNotification('Pushed', 'Show in Registries');
      await window.waitForRow('Registries', 'chart · 2.0 KiB');
      const rows = ['team', 'charts', 'app-9', 'app-10', 'storefront', '1.4.0', 'tools', 'base'];
      assert.deepEqual(
        (await window.treeRows('Registries')).slice(1).map((row) => row.split(' ')[0]),
        rows,
      );

      await window.runCommand('Chartroom: Show Repositories as List');
      await window.waitForRow('Registries', 'team/charts/storefront');
      assert.deepEqual(
        (await window.treeRows('Registries'))
          .map((row) => row.trim())
          .filter((row) => row.includes('/')),
        ['team/charts/app-9', 'team/charts/app-10', 'team/charts/storefront', 'team/tools'],
      );
      await window.runCommand('Chartroom: Show Repositories as Folders');
      await window.waitForNoRow('Registries', 'team/charts/storefront');
      assert.deepEqual(
        (await window.treeRows('Registries')).slice(1).map((row) => row.trim()),
        ['team', 'base'],
      );
    });
  });

  it('loads more versions when the first hundred do not do', async () => {
    await inSession(installed(), async ({ window, registry }) => {
      const tags = Array.from({ length: 150 }, (_, minor) => `1.${minor}.0`);
      await pushPlain(registry.url, 'many', '1.0.0');
      await tagMany(registry.url, 'many', tags);
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.expandRow('Registries', 'Local registry');
      await window.expandRow('Registries', 'many');
      await window.waitForRow('Registries', '1.149.0');
      await window.scrollToEnd('Registries');
      await window.clickRow('Registries', 'Load More…');
      await window.waitForNoRow('Registries', 'Load More');
      await window.scrollToEnd('Registries');
      await window.waitForRow('Registries', '1.0.0');
    });
  });
});

describe('a person with saved charts', { skip: withoutWindow }, () => {
  it('gives one a second name, and removes both', async () => {
    await inSession(installed(), async ({ window }) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Saved Charts');
      await window.runCommand('Chartroom: Save Chart');
      await window.pickQuickPick('storefront');
      await window.waitForRow('Saved Charts', 'storefront:1.4.0');
      await window.clearNotifications();

      await window.rowMenu('Saved Charts', 'storefront:1.4.0', 'Tag Saved Chart…');
      await window.enterInput('Second name', 'shop:test');
      await window.waitForRow('Saved Charts', 'shop:test');
      const [shop, storefront] = await window.treeRows('Saved Charts');
      assert.match(shop ?? '', /^shop:test storefront 1\.4\.0 · .*same as 1 more$/);
      assert.match(storefront ?? '', /^storefront:1\.4\.0 .*same as 1 more$/);

      await window.rowMenu('Saved Charts', 'shop:test', 'Remove Saved Chart…');
      await window.waitForNoRow('Saved Charts', 'shop:test');
      await window.rowMenu('Saved Charts', 'storefront:1.4.0', 'Remove Saved Chart…');
      await window.answerDialog('No other reference names this content', 'Remove');
      await window.waitForNoRow('Saved Charts', 'storefront:1.4.0');
    });
  });
});
