import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { peer } from '../peer';

export interface Moto {
  /** Base URL of all services. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs moto, a double of the APIs of AWS, on a port the system chooses. It keeps everything in memory. */
export async function startMoto(): Promise<Moto> {
  const child = spawn(peer('moto'), ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  const url = await listeningAddress(child);
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** It tells its address once it listens. What it told before is the message when it fails instead. */
async function listeningAddress(child: ChildProcess): Promise<string> {
  let log = '';
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (log.length < 64 * 1024) log += text;
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(log) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`moto ended with ${String(code)} before it listened:\n${log}`));
    });
  });
}
