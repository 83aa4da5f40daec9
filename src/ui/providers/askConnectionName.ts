import * as vscode from 'vscode';
import type { Connection } from '../connections/connections';
import { registryId } from '../connections/registrySetting';

/**
 * The name that tells a second connection to a host from the first; empty when there is none yet,
 * undefined when the question is closed.
 */
export async function askConnectionName(
  connections: readonly Connection[],
  host: string,
  suggestion = '',
): Promise<string | undefined> {
  if (!connections.some(({ setting }) => setting.host === host)) return '';
  const taken = connections.map(({ id }) => id);
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Connect Registry'),
    prompt: vscode.l10n.t(
      '{host} is connected already. Name this connection to tell the two apart',
      { host },
    ),
    value: suggestion,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return vscode.l10n.t('A second connection needs a name');
      return taken.includes(registryId({ host, name: text.trim() }))
        ? vscode.l10n.t('There is a connection of that name')
        : undefined;
    },
  });
  return name?.trim();
}
