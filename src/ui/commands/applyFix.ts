import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { FixStep } from '../editor/fixes';
import type { CommandHandler } from '../window/command';
import { executeCommand } from '../window/executeCommand';

/** Does what a quick fix cannot do by an edit of texts. */
export function applyFixCommand(): CommandHandler {
  return async (argument) => {
    const { directory, action } = argument as FixStep;
    const chart = vscode.Uri.file(directory);
    switch (action.kind) {
      case 'rename-folder':
        await renameFolder(directory, action.name);
        return;
      case 'delete-files':
        await deleteFiles(action.files.map((file) => join(directory, file)));
        return;
      case 'publish-to':
        await executeCommand('chartroom.chart.choosePublishTarget', directory, action.repository);
        return;
      case 'create-repository':
        await executeCommand('chartroom.repository.create', action.registry, action.repository);
        return;
      case 'update-dependencies':
        await vscode.commands.executeCommand('chartroom.dependencies.update', chart);
        return;
      case 'build-dependencies':
        await vscode.commands.executeCommand('chartroom.dependencies.build', chart);
    }
  };
}

async function renameFolder(directory: string, name: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const target = join(dirname(directory), name);
  edit.renameFile(vscode.Uri.file(directory), vscode.Uri.file(target));
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new ChartroomError({
    code: 'workspace.not-written',
    template: '{path} could not be renamed to {name}',
    facts: { path: directory, name },
  });
}

async function deleteFiles(paths: readonly string[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const path of paths) edit.deleteFile(vscode.Uri.file(path));
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new ChartroomError({
    code: 'workspace.not-written',
    template: '{paths} could not be deleted',
    facts: { paths: paths.join(', ') },
  });
}
