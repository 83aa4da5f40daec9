import * as vscode from 'vscode';
import type { CopyProgress } from '../../oci/copy';
import { formatSize } from '../../base/size';

export interface ProgressContext {
  readonly signal: AbortSignal;
  /** Says what is being done now, beside the title. */
  readonly step: (message: string) => void;
  /** Shows how far a copy is; hand it to the verb as `onProgress`. */
  readonly onProgress: (progress: CopyProgress) => void;
  /** Shows how much of a work of many parts is done, from 0 to 1; what was shown does not go back. */
  readonly onShare: (share: number, message: string) => void;
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
      const onShare = (share: number, message: string): void => {
        const percent = share * 100;
        progress.report({ increment: Math.max(0, percent - shown), message });
        shown = Math.max(shown, percent);
      };
      const onProgress = ({ doneBytes, totalBytes }: CopyProgress): void => {
        const facts = { done: formatSize(doneBytes), total: formatSize(totalBytes) };
        const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
        onShare(share, vscode.l10n.t('{done} of {total}', facts));
      };
      const step = (message: string): void => {
        progress.report({ message });
      };
      return withSignal(token, (signal) => run({ signal, step, onProgress, onShare }));
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
