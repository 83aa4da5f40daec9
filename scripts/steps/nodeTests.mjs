import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { runChild } from '../run/child.mjs';
import { root } from '../run/project.mjs';
import { readRecords } from './records.mjs';
import { failed } from './results.mjs';

/**
 * Runs the compiled tests below a folder of out/test by `node --test`.
 *
 * @param {string} folder of out/test
 * @param {{ env: Record<string, string>, concurrency?: number, timeout: number }} options
 *   `timeout` in milliseconds is for each file
 */
export async function nodeTests(folder, { env, concurrency = availableParallelism(), timeout }) {
  const files = await testFiles(join(root, 'out', 'test', folder));
  if (files.length === 0) return [failed(folder, `out/test/${folder} has no *.test.js`)];
  let lines = '';
  const { code, output } = await runChild(
    process.execPath,
    [
      '--enable-source-maps',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${timeout}`,
      `--test-reporter=${join(root, 'out', 'test', 'support', 'report', 'jsonLines.js')}`,
      ...files,
    ],
    {
      cwd: root,
      env,
      onStdout: (text) => {
        lines += text;
      },
    },
  );
  const results = readRecords(lines);
  // A run that ended badly without a failed test has a fault of its own, which must not be lost.
  const explained = code === 0 || results.some((result) => result.outcome === 'failed');
  return explained ? results : [...results, failed(`node --test ${folder}`, output.trim())];
}

async function testFiles(directory) {
  const entries = await readdir(directory, { recursive: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const tests = entries.filter((entry) => entry.endsWith('.test.js')).sort();
  return tests.map((entry) => relative(root, join(directory, entry)));
}
