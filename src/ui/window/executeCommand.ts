import * as vscode from 'vscode';
import type { CommandId } from '../contributions';

/** Runs a command of ours; an id that does not exist is a type error. */
export function executeCommand(id: CommandId, ...args: readonly unknown[]): PromiseLike<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}
