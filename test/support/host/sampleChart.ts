import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The Chart.yaml of the chart `storefront` 1.4.0 in the workspace that is open. */
export function sampleChart(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, 'charts', 'storefront', 'Chart.yaml');
}
