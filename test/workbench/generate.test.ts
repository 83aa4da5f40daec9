import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeFiles } from '../support/charts/writeFiles';
import { installed, withoutWindow } from '../support/workbench/installed';
import { publishSample } from '../support/workbench/publishSample';
import { inSession } from '../support/workbench/session';

test(
  'a person generates a job that publishes a chart, and what Argo CD installs of it',
  { skip: withoutWindow },
  () =>
    inSession(installed(), async (session) => {
      const { window, workspace, registry } = session;
      await publishSample(session, 'storefront', '1.4.0');
      await writeFiles(workspace, {
        '.vscode/settings.json': JSON.stringify({
          'chartroom.publish.repository': `oci://${registry.host}/charts/`,
        }),
      });
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Charts');
      await window.waitForRow('Charts', '1.4.0 · same');
      await window.rowMenu('Charts', 'storefront', 'Generate…');
      await window.pickQuickPick('GitLab CI Job');
      await window.pickQuickPick('When a change reaches the default branch');
      await window.pickQuickPick('Into the Workspace', 'GitLab CI Job: Where To?');
      await window.waitForEditor('.gitlab-ci.yml');
      await window.pressNotification('.gitlab-ci.yml is not saved yet', 'Save');
      await window.waitForText('publish-storefront:');
      await window.waitForSaved();
      const job = await readFile(join(workspace, '.gitlab-ci.yml'), 'utf8');
      assert.ok(job.includes(`push charts/storefront oci://${registry.host}/charts/`));

      await window.openView('Chartroom', 'Registries');
      await window.expandRow('Registries', 'Local registry');
      await window.expandRow('Registries', 'charts');
      await window.expandRow('Registries', 'storefront');
      await window.waitForRowIcon('Registries', '1.4.0', 'package');
      await window.rowMenu('Registries', '1.4.0', 'Generate…');
      await window.pickQuickPick('Argo CD Application');
      await window.enterInput('Namespace of the Release', 'shop');
      await window.pickQuickPick('Open in an Editor', 'Argo CD Application: Where To?');
      await window.waitForText('kind: Application');
      const application = await window.editorText();
      assert.match(application, /chart: storefront\n\s+targetRevision: 1\.4\.0\n/);
      assert.ok(application.includes(`repoURL: ${registry.host}/charts\n`));
    }),
);
