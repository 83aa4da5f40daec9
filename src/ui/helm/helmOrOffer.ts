import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { settingNames } from '../contributions';
import { explain } from '../window/offer';
import { locateHelm, type HelmSurroundings } from './locateHelm';

const installPage = 'https://helm.sh/docs/intro/install/';

/**
 * The Helm for a command that a person gave. Where there is none, says so with the ways to get one, and returns undefined.
 * @throws ChartroomError `helm.untrusted`
 */
export async function helmOrOffer(
  scope: vscode.Uri | undefined,
  surroundings: HelmSurroundings,
): Promise<string | undefined> {
  checkTrust();
  const helm = await locateHelm(scope, surroundings);
  if (helm === undefined) offerHelm();
  return helm;
}

/** @throws ChartroomError `helm.untrusted` */
export function checkTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new ChartroomError({
    code: 'helm.untrusted',
    template:
      'Helm is not run in Restricted Mode: a chart of a stranger could have it read any file; trust the workspace first',
  });
}

/** What is said where no Helm is found. */
export function noHelm(): string {
  return vscode.l10n.t('There is no helm on the PATH, and none is set.');
}

function offerHelm(): void {
  const install = vscode.l10n.t('Install Helm');
  const setting = vscode.l10n.t('Open Setting');
  void vscode.window
    .showWarningMessage(noHelm(), install, setting)
    .then((chosen) => {
      if (chosen === install) return vscode.env.openExternal(vscode.Uri.parse(installPage));
      if (chosen !== setting) return undefined;
      return vscode.commands.executeCommand('workbench.action.openSettings', settingNames.helmPath);
    })
    .then(undefined, explain);
}
