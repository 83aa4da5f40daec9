import * as vscode from 'vscode';
import { boxes } from './boxes';
import { lists } from './lists';
import { messages } from './messages';
import { createScript, type Answer } from './script';

/**
 * Answers the questions of VS Code that come up while some work is done, in order. Returns all the
 * words of each question, line by line.
 * @throws Error for a question that nobody answered, and an answer that nobody asked for
 */
export async function answering(
  answers: readonly Answer[],
  work: () => PromiseLike<unknown>,
): Promise<readonly string[]> {
  const script = createScript(answers);
  const inPlace = { ...boxes(script), ...lists(script), ...messages(script) };
  const { window } = vscode;
  const { createQuickPick, showInputBox, showQuickPick } = window;
  const { showErrorMessage, showInformationMessage, showWarningMessage } = window;
  Object.assign(window, inPlace);
  try {
    await work();
    return await script.end();
  } finally {
    Object.assign(window, {
      ...{ createQuickPick, showInputBox, showQuickPick },
      ...{ showErrorMessage, showInformationMessage, showWarningMessage },
    });
  }
}
