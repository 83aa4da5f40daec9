import { execFile } from 'node:child_process';
import type { Abortable } from '../base/abort';
import { isAbort } from '../base/abort';
import { ChartroomError } from '../base/error';
import { parseHelmLint, type TemplateMessage } from '../chart/helmLint';

/** Milliseconds: templates can loop for a long time. */
const timeLimit = 30_000;
const outputLimit = 4 * 1024 * 1024;

/**
 * Runs `helm lint` on the folder of a chart.
 *
 * @param helm absolute path of the program
 * @throws ChartroomError `helm.not-run`, `helm.too-slow`
 */
export async function runHelmLint(
  helm: string,
  directory: string,
  { signal }: Abortable = {},
): Promise<TemplateMessage[]> {
  const limits = { timeout: timeLimit, maxBuffer: outputLimit, windowsHide: true, signal };
  return new Promise((resolve, reject) => {
    execFile(helm, ['lint', directory], limits, (error, stdout) => {
      // It ends with 1 where it has something to say.
      if (error === null || typeof error.code === 'number') resolve(parseHelmLint(stdout));
      else if (isAbort(error, signal)) reject(new DOMException('Aborted', 'AbortError'));
      else reject(problem(helm, error));
    });
  });
}

function problem(helm: string, cause: Error & { readonly killed?: boolean }): ChartroomError {
  if (cause.killed) {
    return new ChartroomError({
      code: 'helm.too-slow',
      template: 'helm lint was stopped after {seconds} s',
      facts: { seconds: timeLimit / 1000 },
      cause,
    });
  }
  return new ChartroomError({
    code: 'helm.not-run',
    template: '{helm} cannot be run: {reason}',
    facts: { helm, reason: cause.message },
    remedy: { kind: 'open-setting', setting: 'chartroom.helm.path' },
    cause,
  });
}
