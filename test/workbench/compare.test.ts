import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { editFile } from '../support/charts/editFile';
import { installed, withoutWindow } from '../support/workbench/installed';
import { publishSample } from '../support/workbench/publishSample';
import { inSession } from '../support/workbench/session';

describe('a person who compares two versions', { skip: withoutWindow }, () => {
  it('selects both, sees the files that changed, and opens one', async () => {
    await inSession(installed(), async (session) => {
      const { window, workspace } = session;
      const chart = join(workspace, 'charts', 'storefront');
      await publishSample(session, 'storefront', '1.4.0');
      await editFile(join(chart, 'Chart.yaml'), 'version: 1.4.0', 'version: 1.5.0');
      await editFile(join(chart, 'values.yaml'), 'replicas: 2', 'replicas: 3\nport: 8080');
      await writeFile(join(chart, 'templates', 'budget.yaml'), 'kind: PodDisruptionBudget\n');
      await editFile(
        join(chart, 'charts', 'cache', 'Chart.yaml'),
        'version: 0.3.2',
        'version: 0.3.3',
      );
      await publishSample(session, 'storefront', '1.5.0');

      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.expandRow('Registries', 'Local registry');
      await window.expandRow('Registries', 'charts');
      await window.expandRow('Registries', 'storefront');
      // A click opens the row to its files, so that of the last one moves no other.
      await window.clickRow('Registries', '1.4.0');
      await window.selectRowToo('Registries', '1.5.0');
      await window.rowMenu('Registries', '1.5.0', 'Compare Selected');

      const view = 'storefront:1.4.0 ↔ 1.5.0';
      await window.waitForRow(view, 'values.yaml');
      const rows = await window.treeRows(view);
      assert.deepEqual(rows, [
        'Summary 1.4.0 → 1.5.0 · values: 1 added, 1 changed',
        'charts/cache 0.3.2 → 0.3.3',
        'Chart.yaml +1 −1',
        'templates',
        'budget.yaml +1',
        'Chart.yaml +1 −1',
        'values.yaml +2 −1',
      ]);
      await window.clickRow(view, 'values.yaml');
      await window.waitForEditor('values.yaml');
      await window.waitForText('replicas: 3');
    });
  });
});
