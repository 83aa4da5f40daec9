import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ui/contributions';

const extensionId = 'chartroom.chartroom';

test('the extension activates', async () => {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  await extension.activate();
  assert.equal(extension.isActive, true);
});

test('every command of the manifest is registered', async () => {
  const registered = await vscode.commands.getCommands(true);
  const missing = commandIds.filter((id) => !registered.includes(id));
  assert.deepEqual(missing, []);
});
