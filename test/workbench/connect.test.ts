import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

describe('a person', { skip: withoutWindow }, () => {
  it('connects a registry that wants a login, after a wrong password', async () => {
    const guarded = {
      ...installed(),
      connected: false,
      registry: { auth: { kind: 'basic', users: { ann: 'secret' } } },
    } as const;
    await inSession(guarded, async ({ window, workspace, registry }) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.runCommand('Chartroom: Connect Registry…');
      await window.enterInput('Connect Registry', `https://${registry.host}/`);
      await window.enterInput('User name', 'ann');
      await window.enterInput('Password or access token of ann', 'guessed');
      await window.enterInput('User name', 'ann');
      await window.enterInput('Password or access token of ann', 'secret');
      await window.waitForRow('Registries', registry.host);
      await window.expandRow('Registries', registry.host);
      await window.waitForRow('Registries', 'No repositories');

      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('named as the chart');
      await window.notification(`Pushed ${registry.host}/storefront:1.4.0`);
      await window.waitForRow('Registries', 'storefront');
      const settings = await readFile(join(workspace, '.vscode', 'settings.json'), 'utf8').catch(
        () => '',
      );
      assert.doesNotMatch(settings, /secret/);
    });
  });

  it('is led to the line of a Chart.yaml that cannot be saved', async () => {
    await inSession(installed(), async ({ window, workspace }) => {
      const broken = join(workspace, 'charts', 'worker', 'Chart.yaml');
      await writeFile(broken, 'apiVersion: v2\nname: worker\nversion: not a version\n');
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Charts');
      await window.waitForRow('Charts', 'cannot be saved');
      await window.runCommand('Chartroom: Save Chart');
      await window.pickQuickPick('worker');
      const said = await window.notification('is invalid');
      assert.match(said, /version "not a version" is invalid/);
      await window.pressNotification('is invalid', 'Open File');
      await window.waitForEditor('Chart.yaml');
      assert.equal(await window.cursor(), 'Ln 3, Col 1');
    });
  });

  it('reads why a registry cannot be listed, and lists it again when it is mended', async () => {
    await inSession(installed(), async ({ window, registry }) => {
      const mend = registry.faults.add({ when: { path: /_catalog/ }, then: { kind: 'html' } });
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.expandRow('Registries', 'Local registry');
      await window.waitForRow('Registries', 'does not answer as a registry');
      mend();
      await window.runCommand('Chartroom: Refresh Registries');
      await window.waitForRow('Registries', 'No repositories');
    });
  });
});
