import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { without } from '../support/peer';
import { inAcrSession } from '../support/workbench/acrSession';
import { withoutWindow } from '../support/workbench/installed';

const skip = withoutWindow || without('dockerRegistry');

describe('a person who looks after an Azure Container Registry', { skip }, () => {
  it('locks a version, unlocks it where the lock is in the way, and deletes it', async () => {
    await inAcrSession(async ({ window }, front) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront', 'Push Chart');
      await window.pickQuickPick('named as the chart', 'Push storefront');
      await window.pressNotification(`Pushed ${front.host}/storefront:1.4.0`, 'Show in Registries');
      await window.waitForRow('Registries', '1.4.0');
      await window.clearNotifications();

      await window.rowMenu('Registries', '1.4.0', 'Lock Version…');
      await window.pickQuickPick('Changes and Deletion', `Lock ${front.host}/storefront:1.4.0`);
      await window.waitForRowIcon('Registries', '1.4.0', 'lock');
      const entries = await window.menuEntries('Registries', '1.4.0');
      assert.equal(entries.includes('Unlock Version'), true);
      assert.equal(entries.includes('Lock Version…'), false);

      await window.rowMenu('Registries', '1.4.0', 'Delete Version…');
      await window.answerDialog(`Delete ${front.host}/storefront:1.4.0?`, 'Delete');
      const refused = await window.notification('is locked against this');
      assert.match(refused, /it has to be unlocked first/);
      await window.pressNotification('is locked against this', 'Unlock Version');
      await window.waitForRowIcon('Registries', '1.4.0', 'package');

      await window.rowMenu('Registries', '1.4.0', 'Delete Version…');
      await window.answerDialog(`Delete ${front.host}/storefront:1.4.0?`, 'Delete');
      await window.waitForNoRow('Registries', '1.4.0');
    });
  });
});
