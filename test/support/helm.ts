import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a Helm binary with homes of its own, so that nothing of the machine's user is read or changed. */
export type Helm = (...args: readonly string[]) => Promise<string>;

/** @param home kept by Helm below it: config, cache and data */
export async function helmAt(binary: string, home: string): Promise<Helm> {
  await mkdir(home, { recursive: true });
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    TZ: 'UTC',
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_DATA_HOME: join(home, 'data'),
    HELM_EXPERIMENTAL_OCI: '1',
  };
  return async (...args) => {
    const { stdout } = await execute(binary, args, { cwd: home, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  };
}
