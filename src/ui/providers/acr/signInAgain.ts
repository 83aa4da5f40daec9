import * as vscode from 'vscode';
import type { Connection } from '../../connections/connections';
import type { WizardParts } from '../wizard';
import { signInBy } from './signInBy';
import { askWay, wayOf } from './way';

/** Signs in again, the way it was before, perhaps as somebody else. False when it is given up. */
export async function signInAgain(
  parts: WizardParts,
  { id, setting }: Connection,
): Promise<boolean> {
  const { host } = setting;
  const way = wayOf(setting) ?? (await askWay(host));
  const found = way && (await signInBy(way, parts, setting));
  if (!found) return false;
  if (found.login) await parts.logins.store(id, found.login);
  if (JSON.stringify(found.setting.azure) !== JSON.stringify(setting.azure)) {
    await parts.connections.update(id, found.setting);
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('Signed in to {host}', { host }), 5000);
  return true;
}
