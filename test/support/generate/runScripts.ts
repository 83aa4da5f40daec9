import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Runner {
  /** The checkout. */
  readonly directory: string;
  /** Of whom the job runs as: logins and caches are kept below it. */
  readonly home: string;
  /** Of npm. */
  readonly npmRegistry: string;
  /** What the documentation of the job says is to be set. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Runs the scripts of a job one after the other, as runners of GitHub, GitLab and Azure do.
 * @returns what they print
 * @throws Error with the `code` of the first that fails
 */
export async function runScripts(scripts: readonly string[], runner: Runner): Promise<string> {
  const { directory, home, npmRegistry, variables } = runner;
  const env = {
    ...{ PATH: process.env['PATH'], HOME: home, TMPDIR: home, ...variables },
    npm_config_registry: npmRegistry,
    ...{ npm_config_update_notifier: 'false', npm_config_audit: 'false' },
  };
  const printed: string[] = [];
  for (const script of scripts) {
    const { stdout } = await execute('bash', ['-eo', 'pipefail', '-c', script], {
      ...{ cwd: directory, env, maxBuffer: 16 * 1024 * 1024 },
    });
    printed.push(stdout);
  }
  return printed.join('');
}
