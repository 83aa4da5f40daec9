import * as vscode from 'vscode';
import type { CopyProgress } from '../../oci/copy';
import { formatSize } from '../format';

export interface ProgressContext {
  readonly signal: AbortSignal;
  /** Says what is being done now, beside the title. */
  readonly step: (message: string) => void;
  /** Shows how far a copy is; hand it to the verb as `onProgress`. */
  readonly onProgress: (progress: CopyProgress) => void;
}

/** Runs a verb under a notification with a Cancel button. Cancelling aborts `signal`. */
export function withProgress<T>(
  title: string,
  run: (context: ProgressContext) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      let shown = 0;
      const onProgress = ({ doneBytes, totalBytes }: CopyProgress): void => {
        const percent = totalBytes === 0 ? 100 : (doneBytes / totalBytes) * 100;
        progress.report({
          increment: Math.max(0, percent - shown),
          message: vscode.l10n.t('{done} of {total}', {
            done: formatSize(doneBytes),
            total: formatSize(totalBytes),
          }),
        });
        shown = Math.max(shown, percent);
      };
      const step = (message: string): void => {
        progress.report({ message });
      };
      return withSignal(token, (signal) => run({ signal, step, onProgress }));
    },
  );
}

/** Bridges VS Code's cancellation to ours. */
export async function withSignal<T>(
  token: vscode.CancellationToken,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const subscription = token.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    return await run(controller.signal);
  } finally {
    subscription.dispose();
  }
}
