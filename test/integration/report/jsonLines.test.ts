import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestRecord } from '../../support/report/testRecord';

const reporter = join(__dirname, '..', '..', 'support', 'report', 'jsonLines.js');

/** `outcome: name (reason)` of each record, sorted, for a file of test/fixtures/report. */
function recordsOf(file: string): string[] {
  const path = join(process.cwd(), 'test', 'fixtures', 'report', file);
  // Inside a test, node:test would not run another suite.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const { stdout } = spawnSync(
    process.execPath,
    ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', path],
    { encoding: 'utf8', env },
  );
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isResult)
    .map(({ outcome, name, detail }) => {
      const reason = outcome === 'skipped' ? ` (${detail})` : '';
      return `${outcome}: ${name === path ? 'the file' : name}${reason}`;
    })
    .sort();
}

function isResult(record: unknown): record is Exclude<TestRecord, { outcome: 'output' }> {
  return typeof record === 'object' && record !== null && 'name' in record;
}

test('tests are counted once, suites not, and what is exempt has its reason', () => {
  assert.deepEqual(recordsOf('mixed.test.js'), [
    'failed: a parent > has a child that fails',
    'failed: a suite with a broken hook',
    'failed: a suite with a broken hook > never runs',
    'failed: fails',
    'passed: a suite > has a test',
    'passed: passes',
    'skipped: a suite that is skipped (as a whole)',
    'skipped: is skipped (the reason)',
    'skipped: is still to do (one day)',
  ]);
});

test('a file without a test has failed', () => {
  assert.deepEqual(recordsOf('empty.test.js'), ['failed: the file']);
});

test('a file that does not load has failed', () => {
  assert.deepEqual(recordsOf('broken.test.js'), ['failed: the file']);
});
