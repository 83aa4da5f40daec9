import { execFile } from 'node:child_process';
import { isAbort, type Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';

/** Milliseconds: templates can loop for a long time. */
const helmTimeLimit = 30_000;

export interface HelmOptions extends Abortable {
  /** In bytes, of each of the two outputs. */
  readonly outputLimit: number;
  /** Milliseconds; half a minute unless told. */
  readonly timeLimit?: number;
}

export interface HelmRun {
  readonly stdout: string;
  readonly stderr: string;
  /** True where it ended with another code than 0. */
  readonly failed: boolean;
  /** True where it printed more than the limit; the rest is lost. */
  readonly isCut: boolean;
}

/**
 * Runs Helm for what it prints. It is killed when its time is over: nothing that is run this way writes.
 *
 * @param helm absolute path of the program
 * @throws ChartroomError `helm.not-run`, `helm.too-slow`
 */
export async function runHelm(
  helm: string,
  words: readonly string[],
  { signal, outputLimit, timeLimit = helmTimeLimit }: HelmOptions,
): Promise<HelmRun> {
  const limits = { timeout: timeLimit, maxBuffer: outputLimit, windowsHide: true, signal };
  return new Promise((resolve, reject) => {
    const child = execFile(
      helm,
      words,
      { ...limits, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const isCut = error?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
        const ended = error === null || typeof error.code === 'number';
        if (ended || isCut) resolve({ stdout, stderr, failed: ended && error !== null, isCut });
        else if (isAbort(error, signal)) {
          // The signal is not told of `killSignal`.
          child.kill('SIGKILL');
          reject(new DOMException('Aborted', 'AbortError'));
        } else if (error.killed) reject(tooSlow(words, timeLimit, error));
        else reject(notRun(helm, error));
      },
    );
    // Nothing is typed; what asks for something is told so, and does not wait.
    child.stdin?.on('error', () => undefined).end();
  });
}

function tooSlow([verb = '']: readonly string[], timeLimit: number, cause: Error): ChartroomError {
  return new ChartroomError({
    code: 'helm.too-slow',
    template: 'helm {verb} was stopped after {seconds} s',
    facts: { verb, seconds: timeLimit / 1000 },
    cause,
  });
}

function notRun(helm: string, cause: Error): ChartroomError {
  return new ChartroomError({
    code: 'helm.not-run',
    template: '{helm} cannot be run: {reason}',
    facts: { helm, reason: cause.message },
    remedy: { kind: 'open-setting', setting: 'chartroom.helm.path' },
    cause,
  });
}
