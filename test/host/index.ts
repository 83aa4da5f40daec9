import { appendFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run as runTests } from 'node:test';
import { testRecords } from '../support/report/testRecord';
import { lastTest } from './lastTest';

/**
 * The test module that VS Code loads in its extension host: runs every test/host/**\/*.test.js there
 * by node:test and writes a record of each test to the file CHARTROOM_TEST_REPORT names.
 */
export async function run(): Promise<void> {
  const report = process.env['CHARTROOM_TEST_REPORT'];
  if (report === undefined) throw new Error('CHARTROOM_TEST_REPORT is not set');
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

async function testFiles(): Promise<string[]> {
  const entries = await readdir(__dirname, { recursive: true });
  const tests = entries.filter((entry) => entry.endsWith('.test.js')).sort();
  return [...tests, 'over.js'].map((entry) => join(__dirname, entry));
}
