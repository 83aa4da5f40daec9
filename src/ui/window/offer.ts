import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { executeCommand } from './executeCommand';

export interface Offer {
  readonly title: string;
  readonly run: () => PromiseLike<unknown>;
}

/** Says that something is done and what could come next. The command does not wait for an answer, so what fails then is shown by itself. */
export function offerNext(message: string, ...offers: readonly Offer[]): void {
  void vscode.window
    .showInformationMessage(message, ...offers.map(({ title }) => title))
    .then((chosen) => offers.find(({ title }) => title === chosen)?.run())
    .then(undefined, explain);
}

/** A modal question with one way to go on. False when the person closes it. */
export async function confirm(message: string, detail: string, action: string): Promise<boolean> {
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, action);
  return chosen === action;
}

/** Errors of commands end in one place; this is the way there for what no command waits for. */
export async function explain(error: unknown): Promise<void> {
  if (!isAbort(error)) await executeCommand('chartroom.registries.explain', error);
}
