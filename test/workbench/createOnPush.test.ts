import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { without } from '../support/peer';
import { inEcrSession } from '../support/workbench/ecrSession';
import { withoutWindow } from '../support/workbench/installed';

const skip = withoutWindow || without('dockerRegistry');

describe('a person who pushes to Amazon ECR', { skip }, () => {
  it('makes the repository on the way, once asked, and bumps a version that is taken', async () => {
    await inEcrSession(async ({ window, workspace }, { state, front }) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.expandRow('Registries', 'Shop');
      await window.waitForRow('Registries', 'No repositories');

      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('named as the chart');
      await window.pickQuickPick('Scan on push');
      await window.enterInput('Scan What Is Pushed?', 'On');
      await window.pickQuickPick('Remember for Shop');
      await window.pickQuickPick(`${front.host}/storefront`);
      const pushed = await window.notification(`Pushed ${front.host}/storefront:1.4.0`);
      assert.match(pushed, /into a repository created for it$/);
      await window.waitForRow('Registries', 'storefront');
      const { imageTagMutability, imageScanningConfiguration } =
        state.repositories.get('storefront')?.settings ?? {};
      assert.equal(imageTagMutability, 'IMMUTABLE');
      assert.deepEqual(imageScanningConfiguration, { scanOnPush: true });
      await window.clearNotifications();

      // Told to remember, it asks no more, but says what it did.
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('worker');
      await window.pickQuickPick('named as the chart');
      await window.notification('into a repository created for it');
      assert.equal(state.repositories.has('worker'), true);
      await window.clearNotifications();

      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('last time');
      await window.notification('was there already, with the same content');
      await window.clearNotifications();

      const chart = join(workspace, 'charts', 'storefront');
      await appendFile(join(chart, 'values.yaml'), '\n# changed\n');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('last time');
      await window.pressNotification('cannot be replaced', 'Bump Version');
      await window.pickQuickPick('patch: fixes only');
      await window.pressNotification('storefront is now 1.4.1', 'Push Chart');
      await window.pickQuickPick('last time');
      await window.notification(`Pushed ${front.host}/storefront:1.4.1`);
      assert.match(await readFile(join(chart, 'Chart.yaml'), 'utf8'), /^version: 1\.4\.1$/m);
      const { images = new Map() } = state.repositories.get('storefront') ?? {};
      assert.equal(images.size, 2);
    });
  });

  it('closes the question, and nothing happens', async () => {
    await inEcrSession(async ({ window }, { state }) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Saved Charts');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('named as the chart');
      await window.closeQuickPick('Create storefront?');
      await window.runCommand('Chartroom: Save Chart');
      await window.pickQuickPick('worker');
      await window.waitForRow('Saved Charts', 'worker');
      assert.equal((await window.treeRows('Saved Charts')).length, 1);
      assert.equal(state.repositories.size, 0);
    });
  });
});
