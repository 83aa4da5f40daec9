import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';

/** Starts `layoutProcess` on a folder. It does not outlive the test. */
export function startProcess(
  t: TestContext,
  directory: string,
  task: 'push' | 'stall',
  name: string,
): ChildProcess {
  const script = require.resolve('./layoutProcess');
  const child = spawn(process.execPath, [script, directory, task, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** Waits for the end of a process; its exit code, or null when a signal ended it. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The number of a process that has been and is no more. */
export async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await ended(child);
  return child.pid ?? Number.NaN;
}
