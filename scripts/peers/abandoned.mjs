import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what killed installs left behind; their folder names carry the process id. */
export async function removeAbandoned(directory) {
  for (const name of await readdir(directory)) {
    const owner = /^\.(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(join(directory, name), { recursive: true, force: true });
  }
}

export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
