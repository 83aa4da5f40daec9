import * as vscode from 'vscode';

/**
 * Does some work with terminals that only take note of what is typed into them. `run` is what a
 * command does. Returns the commands.
 */
export async function inTerminals(
  run: (command: string) => Promise<void>,
  work: () => PromiseLike<unknown>,
): Promise<readonly string[]> {
  const commands: string[] = [];
  const running: Promise<void>[] = [];
  const terminal = {
    show: () => undefined,
    sendText: (command: string) => {
      commands.push(command);
      running.push(run(command));
    },
  };
  const { createTerminal } = vscode.window;
  Object.assign(vscode.window, { createTerminal: () => terminal });
  try {
    await work();
    await Promise.all(running);
  } finally {
    Object.assign(vscode.window, { createTerminal });
  }
  return commands;
}
