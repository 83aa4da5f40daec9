import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runChild } from '../run/child.mjs';
import { aptInstall } from './aptGet.mjs';
import { isRunning } from './abandoned.mjs';

/**
 * Installs one Python package of peers.json in a virtual environment of its own, never in the project or
 * the system. It takes a Python 3 with `venv`, which Debian keeps in a package of its own.
 *
 * The programs of a virtual environment hold its path, so it cannot be renamed when it is complete, as
 * npm's folders are: it keeps a name of its own, and a link under the final name appears at the end.
 *
 * @returns {Promise<{ path: string } | { missing: string }>} the peer's program, or why it cannot be had
 *   and what to do.
 */
export async function pythonPeer(peer, directory) {
  const home = join(directory, `${peer.name}-${peer.version}`);
  const path = join(home, peer.path);
  if (existsSync(path)) return { path };
  const failure = await install(peer, directory, home);
  if (failure === undefined) return { path };
  const advice = `set ${peer.variable} to an installed one`;
  return {
    missing: `pip could not install ${peer.package}==${peer.version}: ${failure}; ${advice}`,
  };
}

async function install(peer, directory, home) {
  await mkdir(directory, { recursive: true });
  await removeUnlinked(directory, home);
  const environment = `${home}-${process.pid}`;
  console.log(`Installing ${peer.package}==${peer.version} ...`);
  const failure =
    (await withVenv()) ??
    (await run('python3', ['-m', 'venv', environment])) ??
    (await run(join(environment, 'bin', 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      `${peer.package}==${peer.version}`,
    ]));
  if (failure !== undefined) {
    await rm(environment, { recursive: true, force: true });
    return failure;
  }
  // A rename puts the link in place in one step, also over that of another run that was faster.
  await symlink(basename(environment), `${environment}.link`);
  await rename(`${environment}.link`, home);
  return undefined;
}

/** @returns {Promise<string | undefined>} why there is no Python that can make environments. */
async function withVenv() {
  const { code } = await runChild('python3', ['-c', 'import ensurepip, venv']);
  return code === 0 ? undefined : aptInstall(['python3-venv']);
}

async function run(command, args) {
  const { code, output } = await runChild(command, args);
  return code === 0 ? undefined : output.trim().split('\n').slice(-3).join(' ');
}

/** Removes what killed installs left behind; the names end with the process id. */
async function removeUnlinked(directory, home) {
  const prefix = `${basename(home)}-`;
  for (const name of await readdir(directory)) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    await rm(join(directory, name), { recursive: true, force: true });
  }
}
