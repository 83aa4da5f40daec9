import * as vscode from 'vscode';
import type { Wait } from '../../oci/distribution/retry';

/** Milliseconds it takes to notice and read. */
const readingTime = 2_000;

/** Says in the status bar, for as long as it takes, why nothing seems to happen. */
export function showWait({ host, milliseconds }: Wait): void {
  const seconds = Math.ceil(milliseconds / 1000);
  vscode.window.setStatusBarMessage(
    `$(watch) ${vscode.l10n.t('{host} asks to slow down; going on in {seconds} s', { host, seconds })}`,
    Math.max(milliseconds, readingTime),
  );
}
