import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild } from '../run/child.mjs';
import { removeAbandoned } from './abandoned.mjs';

const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];

/**
 * Installs one npm package of peers.json in a folder of its own, never in the project.
 *
 * The folder appears under its final name only when the install is complete, so one that was
 * killed does not count and two runs side by side cannot disturb each other.
 *
 * @returns {Promise<{ path: string } | { missing: string }>} the peer's program or folder, or why
 *   it cannot be had and what to do.
 */
export async function npmPeer(peer, directory) {
  const home = join(directory, `${peer.name}-${peer.version}`);
  const path = join(home, peer.path);
  if (existsSync(path)) return { path };
  const platform = `${process.platform}-${process.arch}`;
  // Programs are of a platform; what is JavaScript names none.
  if (peer.platform !== undefined && peer.platform !== platform) {
    return { missing: `no package for ${platform}: set ${peer.variable} to an installed one` };
  }
  const failure = await install(peer, directory, home);
  if (failure === undefined) return { path };
  return { missing: `npm could not install ${peer.package}@${peer.version}: ${failure}` };
}

async function install(peer, directory, home) {
  await mkdir(directory, { recursive: true });
  await removeAbandoned(directory);
  const unfinished = join(directory, `.${process.pid}-${peer.name}-${peer.version}`);
  try {
    await mkdir(unfinished);
    await writeFile(join(unfinished, 'package.json'), '{ "private": true }\n');
    // Lifecycle scripts would compile native modules that the tests do without.
    const packages = ['install', '--ignore-scripts', ...quiet];
    console.log(`Installing ${peer.package}@${peer.version} ...`);
    const first = await npm([...packages, `${peer.package}@${peer.version}`], unfinished);
    if (first !== undefined) return first;
    for (const folder of peer.then ?? []) {
      const next = await npm([...packages, '--omit=dev'], join(unfinished, folder));
      if (next !== undefined) return next;
    }
    await rename(unfinished, home);
    return undefined;
  } catch (error) {
    // Another run finished the same install first: its result is as good as ours.
    if (existsSync(join(home, peer.path))) return undefined;
    throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function npm(args, cwd) {
  const { code, output } = await runChild('npm', args, { cwd });
  return code === 0 ? undefined : output.trim();
}
