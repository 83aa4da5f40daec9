import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { binary, root } from '../run/project.mjs';
import { checkByProgram } from './program.mjs';
import { failed, passed } from './results.mjs';

/** Bytes of dist/extension.js, which VS Code reads and parses before the first command can run. */
const mainBundleBudget = 250 * 1024;

/** What everybody loads, with or without a registry of a cloud. */
const commonBundles = [
  ...['extension.js', 'charts.js', 'chartsAndEditor.js', 'editor.js'],
  ...['libraries.js', 'checkWorker.js'],
];

/** Speaks to one cloud only. The names by which a registry is recognised are no such code. */
const cloudCode =
  /node_modules\/(?:@aws|@aws-sdk|@smithy)\/|src\/(?:registries|ui\/providers)\/(?:ecr|acr)\//;
const recognition = /\/(?:host|partition|cloud|capabilities|client|wizard)\.ts$/;

/** Bundles the extension and the command line as they are published and holds the main bundle to its budget. */
export async function build() {
  const bundle = await checkByProgram('webpack', binary('webpack'), ['--mode', 'production']);
  const cli = await checkByProgram('webpack of the command line', binary('webpack'), [
    ...['--config', 'webpack.cli.config.js', '--mode', 'production'],
  ]);
  if (bundle.outcome !== 'passed') return [bundle, cli];
  return [bundle, cli, await checkBudget(), await checkCloudCode()];
}

async function checkBudget() {
  const { size } = await stat(join(root, 'dist', 'extension.js'));
  const name = 'the main bundle is within its budget';
  if (size <= mainBundleBudget) return passed(name);
  return failed(name, `dist/extension.js has ${size} bytes, ${size - mainBundleBudget} too many`);
}

/** A cloud's code is loaded with the first registry of that cloud, so it is in chunks of its own. */
async function checkCloudCode() {
  const name = 'code of a cloud is in chunks of its own';
  const found = [];
  for (const file of commonBundles) {
    const map = JSON.parse(await readFile(join(root, 'dist', `${file}.map`), 'utf8'));
    const strangers = map.sources.filter((path) => cloudCode.test(path) && !recognition.test(path));
    found.push(...strangers.map((path) => `dist/${file} holds ${path}`));
  }
  return found.length === 0 ? passed(name) : failed(name, found.join('\n'));
}
