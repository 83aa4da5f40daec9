import type * as vscode from 'vscode';
import { escape, labelOf, type Script } from './script';

type Show = (message: string, ...rest: readonly (string | vscode.MessageOptions)[]) => unknown;

/**
 * Messages with their buttons, answered in place of VS Code's. Errors and warnings are questions;
 * information is an offer, which needs no answer.
 */
export function messages(
  script: Script,
): Readonly<Record<'showErrorMessage' | 'showInformationMessage' | 'showWarningMessage', Show>> {
  const ask: Show = (message, ...rest) => {
    const [detail, buttons] = partsOf(rest);
    const { answer } = script.ask(message, detail, ...buttons);
    if (answer === escape) return followed(script, undefined);
    const label = labelOf(answer);
    if (buttons.includes(label)) return followed(script, label);
    script.fail(`"${message}" has no button ${label}, but ${buttons.join(', ')}`);
    return followed(script, undefined);
  };
  return {
    showErrorMessage: ask,
    showWarningMessage: ask,
    showInformationMessage: (message, ...rest) => {
      const [detail, buttons] = partsOf(rest);
      return followed(script, script.offer(buttons, message, detail, ...buttons));
    },
  };
}

function partsOf(
  rest: readonly (string | vscode.MessageOptions)[],
): [detail: string | undefined, buttons: readonly string[]] {
  const buttons = rest.filter((part) => typeof part === 'string');
  const options = rest.find((part) => typeof part !== 'string');
  return [options?.detail, buttons];
}

/** Commands do not wait for what a button does, so the script does. */
function followed(script: Script, button: string | undefined): Thenable<string | undefined> {
  return watched(Promise.resolve(button), script);
}

function watched<T>(promise: Promise<T>, script: Script): Thenable<T> {
  script.follow(promise);
  return {
    then: <R, E>(
      onAnswer?: (value: T) => R | Thenable<R>,
      onError?: (reason: unknown) => E | Thenable<E>,
    ) => watched(promise.then(onAnswer, onError), script),
  };
}
