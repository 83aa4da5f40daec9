import { spawn } from 'node:child_process';

/** Programs that still run, so that an interrupted run leaves nothing behind. */
const running = new Set();

process.on('exit', () => {
  for (const child of running) endGroup(child, 'SIGTERM');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(130));
}

/**
 * Runs a program to its end in a process group of its own.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, timeout?: number,
 *   onStdout?: (text: string) => void }} [options] `timeout` in milliseconds ends the whole group;
 *   `onStdout` takes stdout away from the collected output.
 * @returns {Promise<{ code: number, output: string }>} `code` is 1 when a signal ended it; `output`
 *   is stdout and stderr as they came.
 */
export function runChild(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const collect = (text) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', options.onStdout ?? collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const stopLate = () => {
      collect(`\nStopped: still running after ${options.timeout / 1000} s.\n`);
      endGroup(child, 'SIGKILL');
    };
    const timer = options.timeout === undefined ? undefined : setTimeout(stopLate, options.timeout);
    const settle = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      collect(`${command}: ${error.message}\n`);
      settle(1);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}

function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
