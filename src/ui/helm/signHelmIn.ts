import * as vscode from 'vscode';
import type { Log } from '../../base/log';
import { chain } from '../../registries/credentials/chain';
import { dockerCredentials } from '../../registries/credentials/docker';
import { helmCredentials } from '../../registries/credentials/helm';
import type { Surroundings } from '../../registries/credentials/surroundings';

/**
 * Helm has logins of its own: asks whether a line that signs it in comes first, where Helm would find none or a token that may
 * have run out. Undefined when the person closes the question.
 *
 * @param line the line that signs in
 */
export async function signsHelmIn(
  host: string,
  line: string,
  surroundings: Surroundings & { readonly log: Log },
  title: string,
): Promise<boolean | undefined> {
  const isToken = line.includes(' | ');
  const sources = chain(
    surroundings.log,
    helmCredentials(surroundings),
    dockerCredentials(surroundings),
  );
  const isKnown = (await sources.get(host)) !== undefined;
  if (isKnown && !isToken) return false;
  const first = { label: vscode.l10n.t('Sign Helm In First'), detail: line, signsIn: true };
  const without = {
    label: vscode.l10n.t('Go On as It Is'),
    detail: isKnown
      ? vscode.l10n.t('Helm has a login for {host}, which may have run out', { host })
      : vscode.l10n.t('Helm has no login for {host}; enough where nobody has to sign in', { host }),
    signsIn: false,
  };
  const rows = isKnown ? [without, first] : [first, without];
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('The logins of Chartroom are not those of Helm'),
    ignoreFocusOut: true,
  });
  return picked?.signsIn;
}
