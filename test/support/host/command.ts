import * as vscode from 'vscode';
import type { CommandId } from '../../../src/ui/contributions';

/** Runs a command of the extension. */
export function run(id: CommandId, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}
