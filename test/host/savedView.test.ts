import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { openLayout } from '../../src/oci/layout/layout';
import { saveChart } from '../../src/publishing/save';
import { createContents } from '../../src/ui/contents/contents';
import { createSavedTree } from '../../src/ui/saved/savedView';
import { simpleChart } from '../support/charts/exampleCharts';
import { labelsBelow, whenRow } from '../support/host/treeRows';
import { openDesk } from '../support/publishing/desk';

describe('the Saved Charts view', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('shows what another window has saved first of all, when one comes back to it', async () => {
    const { onDidChangeWindowState } = vscode.window;
    const states = new vscode.EventEmitter<vscode.WindowState>();
    Object.assign(vscode.window, { onDidChangeWindowState: states.event });
    const saved = openLayout(join(folder, 'not', 'there', 'yet'));
    const tree = createSavedTree(saved, createContents({ list: () => [] }, saved));
    try {
      assert.deepEqual(await labelsBelow(tree), []);
      const desk = await openDesk(folder);
      await saveChart(await desk.chart('lobby', simpleChart), openLayout(saved.location));
      const seen = whenRow(tree, 'lobby:1.2.3_build.7');
      states.fire({ focused: true, active: true });
      await seen;
    } finally {
      tree.dispose();
      states.dispose();
      Object.assign(vscode.window, { onDidChangeWindowState });
    }
  });
});
