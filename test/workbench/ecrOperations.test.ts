import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { addImage, findImage } from '../support/ecr/state';
import { without } from '../support/peer';
import { inEcrSession } from '../support/workbench/ecrSession';
import { withoutWindow } from '../support/workbench/installed';

const skip = withoutWindow || without('dockerRegistry');

describe('a person who looks after an Amazon ECR', { skip }, () => {
  it('creates a repository, publishes and reads versions, and deletes each of them again', async () => {
    await inEcrSession(async ({ window, workspace }, { state, front }) => {
      const name = 'team/charts/storefront';
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.expandRow('Registries', 'Shop');
      await window.waitForRow('Registries', 'No repositories');

      await window.rowMenu('Registries', 'Shop', 'Create Repository…');
      await window.enterInput('Create Repository on', name);
      await window.pickQuickPick('Scan on push', `Create ${name}?`);
      await window.pickQuickPick('On', 'Scan What Is Pushed?');
      await window.pickQuickPick(`${front.host}/${name}`, `Create ${name}?`);
      await window.notification(`Created ${front.host}/${name}`);
      await window.waitForRow('Registries', 'team/charts');
      await window.expandRow('Registries', 'team/charts');
      await window.waitForRow('Registries', 'immutable');
      const repository = state.repositories.get(name);
      assert.ok(repository);
      assert.deepEqual(repository.settings.imageScanningConfiguration, { scanOnPush: true });
      await window.clearNotifications();

      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront', 'Push Chart');
      await window.pickQuickPick('in the registry', 'Push storefront');
      await window.pressNotification(`Pushed ${front.host}/${name}:1.4.0`, 'Show in Registries');
      await window.waitForRow('Registries', '1.4.0');
      await window.clearNotifications();
      assert.deepEqual(await window.menuEntries('Registries', '1.4.0'), [
        'Describe Version',
        'Open in Web Console',
        'Browse Files…',
        'Search in Files…',
        'Open Files as Workspace Folder',
        'Copy Reference',
        'Copy Digest',
        'Copy helm install Command',
        'Pull Chart…',
        'Promote…',
        'Tag Version…',
        'Remove Tag…',
        'Delete Version…',
      ]);
      await window.rowMenu('Registries', '1.4.0', 'Describe Version');
      await window.waitForEditor('storefront:1.4.0.yaml');
      const described = await window.editorText();
      assert.match(described, /^Helm chart: Yes$/m);
      assert.match(described, /^ *Description: The web front of a small shop$/m);
      assert.match(described, /^ *Scan: not scanned$/m);

      await appendFile(join(workspace, 'charts', 'storefront', 'values.yaml'), '\n# changed\n');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront', 'Push Chart');
      await window.pickQuickPick('last time', 'Push storefront');
      await window.pressNotification('cannot be replaced', 'Bump Version');
      await window.pickQuickPick('patch: fixes only', 'Next Version of storefront');
      await window.pressNotification('storefront is now 1.4.1', 'Push Chart');
      await window.pickQuickPick('last time', 'Push storefront');
      await window.notification(`Pushed ${front.host}/${name}:1.4.1`);
      await window.waitForRow('Registries', '1.4.1');
      await window.clearNotifications();

      const { digest = '' } = findImage(repository, '1.4.1') ?? {};
      addImage(repository, { digest }, 'stable');
      await window.runCommand('Chartroom: Refresh Registries');
      await window.rowMenu('Registries', 'stable', 'Remove Tag…');
      await window.answerDialog('stays, as 1.4.1', 'Remove Tag');
      await window.waitForNoRow('Registries', 'stable');
      await window.rowMenu('Registries', '1.4.1', 'Remove Tag…');
      await window.answerDialog('It is the last tag of the version', 'Remove Tag and Version');
      await window.waitForNoRow('Registries', '1.4.1');
      await window.rowMenu('Registries', '1.4.0', 'Delete Version…');
      await window.answerDialog(`Delete ${front.host}/${name}:1.4.0?`, 'Delete');
      await window.waitForNoRow('Registries', '1.4.0');
      assert.equal(repository.images.size, 0);

      await window.rowMenu('Registries', 'immutable', 'Delete Repository…');
      await window.enterInput(`Delete ${front.host}/${name}`, name);
      await window.waitForRow('Registries', 'No repositories');
      assert.equal(state.repositories.size, 0);
    });
  });
});
