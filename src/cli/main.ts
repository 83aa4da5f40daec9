import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine, type Interruption } from './commandLine';
import { endings } from './exitCode';
import { askAtTerminal } from './askAtTerminal';
import type { Surroundings } from './surroundings';

/** Of the package this file is in. */
function ownVersion(): string {
  const text = readFileSync(join(__dirname, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

function surroundings(): Surroundings {
  return {
    environment: process.env,
    platform: process.platform,
    home: homedir(),
    directory: process.cwd(),
    temporary: tmpdir(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    version: ownVersion(),
    clock: Date.now,
    ask: askAtTerminal,
  };
}

/** The first signal cancels what is being done, which leaves nothing half written; the second ends at once. */
function listenForSignals(): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const listen = (name: 'SIGINT' | 'SIGTERM', code: number): void => {
    process.on(name, () => {
      if (exitCode !== undefined) process.exit(code);
      exitCode = code;
      controller.abort();
    });
  };
  listen('SIGINT', endings.interrupted.code);
  listen('SIGTERM', endings.terminated.code);
  return { signal: controller.signal, exitCode: () => exitCode };
}

/** A pipe that is closed, as by `head`, is no failure: nobody wants the rest. */
function outliveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

async function main(): Promise<void> {
  outliveClosedPipes();
  const interruption = listenForSignals();
  const code = await runCommandLine(process.argv.slice(2), surroundings(), interruption);
  process.exitCode = code;
  // Kept connections would hold the process for some seconds; what was written goes out first.
  process.stdout.write('', () => {
    process.stderr.write('', () => process.exit());
  });
}

void main();
