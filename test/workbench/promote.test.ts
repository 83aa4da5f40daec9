import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushPlain } from '../support/plainPush';
import { inRegistry } from '../support/registryFixture';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

test(
  'a person promotes two versions from one registry to another',
  { skip: withoutWindow },
  async () => {
    await inRegistry(async (dev) => {
      await inRegistry(async (prod) => {
        const digests: string[] = [];
        for (const tag of ['1.0.0', '1.1.0']) digests.push(await pushPlain(dev.url, 'app', tag));
        const registries = [
          { host: dev.host, name: 'dev' },
          { host: prod.host, name: 'prod' },
        ];
        await inSession({ ...installed(), registries }, async ({ window }) => {
          await window.ready('Chartroom');
          await window.openView('Chartroom', 'Registries');
          await window.expandRow('Registries', 'dev');
          await window.expandRow('Registries', 'app');
          await window.clickRow('Registries', '1.0.0');
          await window.selectRowToo('Registries', '1.1.0');
          await window.rowMenu('Registries', '1.1.0', 'Promote…');

          await window.tickChoice('prod');
          await window.acceptQuickPick('Promote 2 versions');
          await window.enterInput('Promote 2 versions → prod', 'live/app');
          await window.acceptQuickPick('prod: live/app:1.1.0');

          await window.pressNotification('Promoted 2 of 2 versions', 'Show in Registries');
          await window.waitForRow('Registries', 'live');
          for (const [at, tag] of ['1.0.0', '1.1.0'].entries()) {
            const reply = await fetch(`${prod.url}/v2/live/app/manifests/${tag}`);
            assert.equal(reply.headers.get('docker-content-digest'), digests[at]);
          }
        });
      });
    });
  },
);

test(
  'a person drags a version onto another registry, and one more onto its repository there',
  { skip: withoutWindow },
  async () => {
    await inRegistry(async (dev) => {
      await inRegistry(async (prod) => {
        for (const tag of ['1.0.0', '1.1.0']) await pushPlain(dev.url, 'app', tag);
        const registries = [
          { host: dev.host, name: 'dev' },
          { host: prod.host, name: 'prod' },
        ];
        await inSession({ ...installed(), registries }, async ({ window }) => {
          await window.ready('Chartroom');
          await window.openView('Chartroom', 'Registries');
          await window.expandRow('Registries', 'prod');
          await window.expandRow('Registries', 'dev');
          await window.expandRow('Registries', 'app');
          const view = 'Registries';
          await window.dragRow(view, '1.0.0', { view, text: 'prod' });
          await window.enterInput('Promote app:1.0.0 → prod', 'live');
          await window.acceptQuickPick('prod: live:1.0.0');
          await window.pressNotification('Promoted', 'Show in Registries');

          await window.waitForRow(view, 'live');
          await window.dragRow(view, '1.1.0', { view, text: 'live' });
          await window.acceptQuickPick('prod: live:1.1.0');
          await window.notification('live:1.1.0');
          const reply = await fetch(`${prod.url}/v2/live/tags/list`);
          assert.deepEqual(await reply.json(), { name: 'live', tags: ['1.0.0', '1.1.0'] });
        });
      });
    });
  },
);
