import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';

/** Asks on stderr, since stdout is for the result; what is typed to a hidden question is not shown. */
export async function askAtTerminal(
  question: string,
  isHidden: boolean,
  signal: AbortSignal,
): Promise<string> {
  let isMuted = false;
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!isMuted) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  const controller = new AbortController();
  // In raw mode Ctrl-C is a character, not a signal.
  terminal.on('SIGINT', () => {
    controller.abort();
    process.kill(process.pid, 'SIGINT');
  });
  try {
    const answer = terminal.question(question, {
      signal: AbortSignal.any([signal, controller.signal]),
    });
    isMuted = isHidden;
    return await answer;
  } finally {
    terminal.close();
    if (isHidden) process.stderr.write('\n');
  }
}
