import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { hasCode } from '../../../base/error';
import { withProgress } from '../../window/progress';
import { runInTerminal } from '../../window/runInTerminal';
import { sentence } from '../../window/showError';

type Work<T> = (signal: AbortSignal) => Promise<T>;

/** Milliseconds between two looks at whether somebody has signed in. */
const lookAgain = 2_000;

/**
 * Does what needs an AWS session, under a progress with Cancel. Where the session has ended it offers
 * to begin a new one in a terminal, and goes on when there is one. Undefined when that is given up.
 */
export async function withSession<T>(title: string, work: Work<T>): Promise<T | undefined> {
  try {
    return await withProgress(title, ({ signal }) => work(signal));
  } catch (error) {
    if (!hasCode(error, 'ecr.session-expired')) throw error;
    if (error.remedy?.kind !== 'run-in-terminal') throw error;
    const { command } = error.remedy;
    const run = vscode.l10n.t('Run in Terminal');
    const detail = vscode.l10n.t('{command} opens your browser; this goes on by itself then.', {
      command,
    });
    const chosen = await vscode.window.showWarningMessage(
      sentence(error),
      { modal: true, detail },
      run,
    );
    return chosen === run ? withNewSession(command, work) : undefined;
  }
}

/** Begins a new session in a terminal, and does the work as soon as there is one. */
export async function withNewSession<T>(command: string, work: Work<T>): Promise<T> {
  runInTerminal(command);
  const title = vscode.l10n.t('Waiting for the sign-in in the terminal');
  return withProgress(title, async ({ signal }) => {
    for (;;) {
      await delay(lookAgain, undefined, { signal });
      try {
        return await work(signal);
      } catch (error) {
        if (!hasCode(error, 'ecr.session-expired')) throw error;
      }
    }
  });
}
