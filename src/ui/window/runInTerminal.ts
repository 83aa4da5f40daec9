import * as vscode from 'vscode';

/** Runs a command in a terminal of its own, so that nothing is typed into a program that runs in another. */
export function runInTerminal(command: string): void {
  const terminal = vscode.window.createTerminal({ name: 'Chartroom' });
  terminal.show();
  terminal.sendText(command);
}
