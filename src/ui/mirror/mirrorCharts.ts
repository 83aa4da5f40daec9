import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { textOf } from '../../chart/text';
import { formatMirrorFile } from '../../publishing/mirror/formatMirrorFile';
import type { Mirror } from '../../publishing/mirror/mirror';
import { mirrorFileName, parseMirrorFile } from '../../publishing/mirror/readMirrorFile';
import type { Parts } from '../commands/parts';
import { isExplorerNode } from '../explorer/node';
import type { CommandHandler } from '../window/command';
import { askMirror } from './askMirror';
import { carryOut } from './carryOut';

/**
 * Mirror Charts: as a mirror file says, or from the address of a chart repository or of charts in a registry, with
 * questions for what that leaves open.
 */
export function mirrorChartsCommand(parts: Parts): CommandHandler {
  return async (argument) => {
    if (argument instanceof vscode.Uri) {
      await carryOut(parts, await readFile(argument), undefined);
      return;
    }
    const mirror = await askMirror(parts, addressOf(argument));
    if (mirror) await carryOut(parts, mirror, () => saveFile(mirror));
  };
}

function addressOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!isExplorerNode(argument) || argument.type !== 'repository') return undefined;
  return `oci://${argument.repository.location}`;
}

/** The text as it is in the editor, saved or not. */
async function readFile(uri: vscode.Uri): Promise<Mirror> {
  if (!vscode.workspace.isTrusted) throw untrusted(uri.fsPath);
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  const text = open?.getText() ?? textOf(await vscode.workspace.fs.readFile(uri));
  return parseMirrorFile(text, uri.fsPath);
}

async function saveFile(mirror: Mirror): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save as Mirror File'),
    filters: { YAML: ['yaml'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, mirrorFileName) }),
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, Buffer.from(formatMirrorFile(mirror)));
  await vscode.window.showTextDocument(uri);
}

function untrusted(file: string): ChartroomError {
  return new ChartroomError({
    code: 'mirror.untrusted',
    template:
      '{file} is not run: it says which hosts are asked and written to, and the workspace is not trusted',
    facts: { file },
  });
}
