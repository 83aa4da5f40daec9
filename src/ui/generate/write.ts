import { basename } from 'node:path';
import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { TextEdit } from '../../chart/replaceVersion';
import { offerNext, type Offer } from '../window/offer';

type MakeOffer = (document: vscode.TextDocument) => Offer;

/** Opens a file that is not there yet with a text; it comes into being when somebody saves it. */
export async function beginFile(file: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  await putText(document, text);
}

/** Gives a document another text, as an edit that is not saved. */
export async function putText(document: vscode.TextDocument, text: string): Promise<void> {
  const whole = new vscode.Range(
    document.positionAt(0),
    document.positionAt(document.getText().length),
  );
  await apply(document, whole, text);
  await vscode.window.showTextDocument(document, { preview: false });
  offerNext(
    vscode.l10n.t('{file} is not saved yet: look it over first', {
      file: basename(document.uri.path),
    }),
    // By the editor: saved by itself, a document that has no file yet takes its editor away.
    { title: vscode.l10n.t('Save'), run: () => vscode.workspace.save(document.uri) },
  );
}

/** Adds to a file, as an edit that is not saved, and shows what was added. */
export async function addText(
  file: vscode.Uri,
  editOf: (text: string) => TextEdit,
  offers: readonly MakeOffer[],
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const { start, end, text } = editOf(document.getText());
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await apply(document, range, text);
  const added = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + text.length),
  );
  const editor = await vscode.window.showTextDocument(document, { selection: added });
  editor.revealRange(added, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  offerNext(
    vscode.l10n.t('Added to {file}, which is not saved yet', { file: basename(file.path) }),
    ...offers.map((make) => make(document)),
  );
}

async function apply(
  document: vscode.TextDocument,
  range: vscode.Range,
  text: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (await vscode.workspace.applyEdit(edit)) return;
  const { fsPath: path } = document.uri;
  throw new ChartroomError({
    code: 'workspace.not-written',
    template: '{path} could not be changed: VS Code refused the edit',
    facts: { path },
  });
}
