import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runChild } from '../run/child.mjs';

/** The first of these commands that PATH has, as an absolute path. */
export async function findProgram(commands) {
  for (const command of commands) {
    for (const directory of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(directory, command);
      if (directory !== '' && (await isExecutable(path))) return path;
    }
  }
  return undefined;
}

async function isExecutable(path) {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs packages of Debian, which takes such a machine and root.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} why it failed.
 */
export async function aptInstall(packages) {
  if ((await findProgram(['apt-get'])) === undefined) return 'this machine has no apt-get';
  if (process.getuid?.() !== 0) return 'installing it by apt-get takes root';
  const wait = ['-o', 'DPkg::Lock::Timeout=120', '-y', '-q'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`Installing ${packages.join(', ')} by apt-get ...`);
  const update = await runChild('apt-get', [...wait, 'update'], { env });
  const install = await runChild(
    'apt-get',
    [...wait, 'install', '--no-install-recommends', ...packages],
    { env },
  );
  if (install.code === 0) return undefined;
  // A failed update alone may not matter, but it explains a failed install best.
  const { output } = update.code === 0 ? install : update;
  return `apt-get failed: ${output.trim().split('\n').slice(-3).join(' ')}`;
}
