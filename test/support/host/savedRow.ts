import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openLayout } from '../../../src/oci/layout/layout';
import { listSavedCharts } from '../../../src/publishing/savedCharts';
import { settingNames } from '../../../src/ui/contributions';

/** The row of a saved chart, as VS Code hands it to commands. */
export async function savedRow(reference: string): Promise<unknown> {
  const path = vscode.workspace.getConfiguration().get<string>(settingNames.savedPath);
  assert.ok(path);
  const chart = (await listSavedCharts(openLayout(path), new Map())).find(
    (row) => row.reference === reference,
  );
  return { type: 'saved', id: reference, chart, aliases: [] };
}
