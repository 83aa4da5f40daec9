import * as vscode from 'vscode';

/** Runs a command in a terminal of its own, so that nothing is typed into a program that runs in another. */
export function runInTerminal(command: string): void {
  openTerminal().sendText(command);
}

/** Types a command into a terminal of its own, for a person to change and run. */
export function typeInTerminal(command: string): void {
  openTerminal().sendText(command, false);
}

function openTerminal(): vscode.Terminal {
  const terminal = vscode.window.createTerminal({ name: 'Chartroom' });
  terminal.show();
  return terminal;
}
