import * as vscode from 'vscode';
import { hasCode, type ChartroomError } from '../../../base/error';
import type { RegistrySetting } from '../../connections/registrySetting';
import { runInTerminal } from '../../window/runInTerminal';
import { sentence } from '../../window/showError';
import type { Found, WizardParts } from '../wizard';
import { check, withAzure } from './check';
import { askTenant } from './tenant';

/** Uses the session of the Azure CLI; where there is none, `az login` makes it in a terminal. */
export async function byAzureCli(
  parts: WizardParts,
  setting: RegistrySetting,
): Promise<Found | undefined> {
  const { host, azure = {} } = setting;
  let { tenant } = azure;
  for (;;) {
    const { resource, roles } = azure;
    const tried = withAzure(setting, { login: 'azure-cli', tenant, resource, roles });
    const problem = await problemWith(parts, tried);
    if (problem === undefined) return { setting: tried };
    if (hasCode(problem, 'azure.signed-out')) {
      if (!(await logIn(problem))) return undefined;
    } else {
      const title = vscode.l10n.t('Sign In to {host}', { host });
      tenant = await askTenant(title, sentence(problem));
      if (tenant === undefined) return undefined;
    }
  }
}

/** What can be helped: no session, or one of another tenant. */
async function problemWith(
  parts: WizardParts,
  setting: RegistrySetting,
): Promise<ChartroomError | undefined> {
  try {
    await check(parts, setting);
    return undefined;
  } catch (error) {
    if (hasCode(error, 'azure.signed-out') || hasCode(error, 'acr.wrong-tenant')) return error;
    throw error;
  }
}

/** A terminal does not tell when its command is done, so the person does. False when they give up. */
async function logIn(problem: ChartroomError): Promise<boolean> {
  const { remedy } = problem;
  if (remedy?.kind !== 'run-in-terminal') throw problem;
  const run = vscode.l10n.t('Run in Terminal');
  const chosen = await vscode.window.showWarningMessage(sentence(problem), run);
  if (chosen !== run) return false;
  runInTerminal(remedy.command);
  const goOn = vscode.l10n.t('Continue');
  const done = await vscode.window.showInformationMessage(
    vscode.l10n.t('Sign in with "{command}" in the terminal, then continue here.', {
      command: remedy.command,
    }),
    goOn,
  );
  return done === goOn;
}
