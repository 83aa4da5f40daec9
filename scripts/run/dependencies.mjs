import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild } from './child.mjs';

/**
 * Runs `npm ci` when node_modules is not what package-lock.json asks for.
 *
 * @param {string} root the project's folder
 */
export async function ensureDependencies(root) {
  if (await isInstalled(root)) return;
  console.log('Installing the packages of package-lock.json (npm ci) ...');
  const { code, output } = await runChild(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root },
  );
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
}

/**
 * npm writes node_modules/.package-lock.json last, as the record of what it installed, so it is
 * missing after a killed install. Packages for other platforms are optional and absent from it.
 */
async function isInstalled(root) {
  const installed = await packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = await packagesOf(join(root, 'package-lock.json'));
  if (installed === undefined || wanted === undefined) return false;
  const fits = Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' ||
      installed[path]?.version === version ||
      (optional === true && installed[path] === undefined),
  );
  return fits && Object.keys(installed).every((path) => path in wanted);
}

async function packagesOf(lockfile) {
  try {
    return JSON.parse(await readFile(lockfile, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
