import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRegistry } from '../support/openRegistry';
import { attach } from '../support/oci/attach';
import { imageManifest } from '../support/plainPush';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

describe('a person who reads a published chart', { skip: withoutWindow }, () => {
  it('opens a version to its files and what hangs on it, and searches in it', async () => {
    await inSession(installed(), async ({ window, registry }) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('named as the chart');
      await window.pressNotification('Pushed', 'Show in Registries');
      await window.waitForRow('Registries', 'chart · 2.0 KiB');
      await window.clearNotifications();

      const { digest, size } = await openRegistry(registry.host)
        .repository('storefront')
        .resolve('1.4.0');
      const subject = { mediaType: imageManifest, digest, size };
      const sbom = { artifactType: 'application/spdx+json', content: '{"a":1}', title: 'bom.json' };
      await attach(registry.url, 'storefront', subject, sbom);

      await window.expandRow('Registries', '1.4.0');
      await window.waitForRow('Registries', 'Chart.yaml');
      await window.rowMenu('Registries', '1.4.0', 'Search in Files…');
      await window.enterInput('Search in Files', 'kind: Deployment');
      await window.waitForEditor('deployment.yaml');
      assert.match(await window.editorText(), /kind: Deployment/);

      await window.scrollToEnd('Registries');
      await window.expandRow('Registries', 'Signatures, provenance');
      await window.scrollToEnd('Registries');
      await window.waitForRow('Registries', 'SBOM');
      await window.clickRow('Registries', 'values.yaml');
      await window.waitForEditor('values.yaml');
    });
  });
});
