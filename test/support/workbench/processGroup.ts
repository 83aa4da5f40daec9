import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Ends the program and all it started; resolves when the program is gone. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
let watching = false;

/** Starts a program in a process group of its own that does not outlive this process. */
export function startGroup(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ProcessGroup {
  watchOwnEnd();
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  const gone = new Promise<void>((resolve) => {
    const settle = (): void => {
      running.delete(child);
      resolve();
    };
    child.once('exit', settle);
    child.once('error', settle);
  });
  return {
    child,
    async stop() {
      signalGroup(child, 'SIGTERM');
      const timer = setTimeout(() => {
        signalGroup(child, 'SIGKILL');
      }, 5_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** Runs a program to its end and returns what it printed; throws with that text when it fails. */
export async function runGroup(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<string> {
  const { child } = startGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${command} failed:\n${output}`);
  return output;
}

function watchOwnEnd(): void {
  if (watching) return;
  watching = true;
  process.once('exit', signalAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      signalAll();
      process.exit(130);
    });
  }
}

function signalAll(): void {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !running.has(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
