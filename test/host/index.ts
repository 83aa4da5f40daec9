import { appendFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run as runTests } from 'node:test';
import * as vscode from 'vscode';
import { testRecords } from '../support/report/testRecord';
import { lastTest } from './lastTest';

/**
 * The test module that VS Code loads in its extension host: runs every test/host/**\/*.test.js there
 * by node:test and writes a record of each test to the file CHARTROOM_TEST_REPORT names.
 */
export async function run(): Promise<void> {
  const report = process.env['CHARTROOM_TEST_REPORT'];
  if (report === undefined) throw new Error('CHARTROOM_TEST_REPORT is not set');
  await fillWorkspace();
  // `isolation: 'none'` (Node.js 22.8 and later) runs the files in this process, where `vscode` is.
  const options = { files: await testFiles(), isolation: 'none' };
  let failures = 0;
  for await (const record of testRecords(runTests(options))) {
    if (record.outcome !== 'output' && record.name === lastTest) break;
    appendFileSync(report, `${JSON.stringify(record)}\n`);
    if (record.outcome === 'failed') failures += 1;
  }
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/**
 * VS Code activates the extension before this module where the workspace has a chart at the start. The workspace is
 * empty then, so that what looks over the extension's shoulder (registriesView.ts) is there first.
 */
async function fillWorkspace(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('VS Code was started without a folder');
  const sample = join(__dirname, '..', '..', '..', 'examples', 'workspace');
  await cp(sample, folder.uri.fsPath, { recursive: true });
}

async function testFiles(): Promise<string[]> {
  const entries = await readdir(__dirname, { recursive: true });
  const tests = entries.filter((entry) => entry.endsWith('.test.js')).sort();
  return [...tests, 'over.js'].map((entry) => join(__dirname, entry));
}
