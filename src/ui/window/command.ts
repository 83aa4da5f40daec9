import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { commandIds } from '../contributions';
import type { CommandId } from '../contributions';

/** What a command does. It gets what VS Code passes: a tree item, a resource, or nothing from the palette. */
export type CommandHandler = (argument?: unknown, selection?: unknown) => Promise<void>;

/** Registers every command of the table, to be loaded with the first use; an error of any of them ends in one place. */
export function registerCommands(
  load: () => Promise<Readonly<Record<CommandId, CommandHandler>>>,
  showError: (error: unknown) => void,
): vscode.Disposable {
  const registrations = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (argument?: unknown, selection?: unknown) => {
      try {
        checkRows(selection);
        const handlers = await load();
        await handlers[id](argument, selection);
      } catch (error) {
        if (!isAbort(error)) showError(error);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

/**
 * VS Code gives undefined for a row that it has forgotten, because its view was listing anew between the click and the
 * command. The others alone are not what somebody has selected.
 */
function checkRows(selection: unknown): void {
  if (!Array.isArray(selection) || !selection.includes(undefined)) return;
  throw new ChartroomError({
    code: 'selection.outdated',
    template:
      'The view was listing its rows anew at that moment, and nothing was done: select them again',
  });
}
