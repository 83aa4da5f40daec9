import * as vscode from 'vscode';
import { hostOf } from '../../registries/pastedHost';

/** Why what is typed names no host; undefined when it does. */
export function hostProblem(text: string): string | undefined {
  return /^(?:\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d+)?$/.test(hostOf(text))
    ? undefined
    : vscode.l10n.t('"{text}" is not a host name, with or without a port', { text });
}
