import * as vscode from 'vscode';

/** Milliseconds after which what is expected does not come any more. */
const patience = 10_000;

/** Waits until a document has what is expected. @throws Error with what it has instead */
export async function whenText(document: vscode.TextDocument, expected: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      subscription.dispose();
    };
    const look = (): void => {
      if (!expected.test(document.getText())) return;
      end();
      resolve(document.getText());
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`${String(expected)} is not in\n${document.getText()}`));
    }, patience);
    const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) look();
    });
    look();
  });
}
