import * as vscode from 'vscode';
import { registryNameOf } from '../../../registries/acr/cloud';
import { hostOf, namespaceOf } from '../../../registries/pastedHost';
import type { RegistrySetting } from '../../connections/registrySetting';
import { askConnectionName } from '../askConnectionName';
import { hostProblem } from '../hostProblem';
import type { Found, WizardParts } from '../wizard';
import { byMicrosoft } from './byMicrosoft';
import { chooseByAccount } from './chooseByAccount';
import { signInBy } from './signInBy';
import { askWay, type Way } from './way';

/** Connects a registry: of one's subscriptions, or by its login server. `typed` is one that was typed already. */
export async function connectAcr(
  parts: WizardParts,
  typed: string | undefined,
): Promise<Found | undefined> {
  const way = await askWay(typed === undefined ? undefined : hostOf(typed));
  if (way === undefined) return undefined;
  if (way !== 'microsoft' || typed !== undefined) {
    const setting = await settingOf(typed);
    return setting && byLoginServer(parts, way, setting);
  }
  const chosen = await chooseByAccount(parts);
  if (chosen === undefined) return undefined;
  if ('setting' in chosen) return namedByAccount(parts, chosen);
  const setting = await settingOf(undefined);
  return setting && namedByAccount(parts, await byMicrosoft(parts, setting, chosen.account));
}

async function byLoginServer(
  parts: WizardParts,
  way: Way,
  bare: RegistrySetting,
): Promise<Found | undefined> {
  if (way === 'microsoft') return namedByAccount(parts, await signInBy(way, parts, bare));
  // Named first: a login is kept under the name, and another connection's must not be tried for it.
  const setting = await named(parts, bare, registryNameOf(bare.host));
  return setting && signInBy(way, parts, setting);
}

/** The registry of a login server that was typed, or is asked for now, with a path as its namespace. */
async function settingOf(typed: string | undefined): Promise<RegistrySetting | undefined> {
  const text = typed ?? (await askLoginServer()) ?? '';
  const host = hostOf(text);
  if (host === '') return undefined;
  const namespace = namespaceOf(text);
  return { host, ...(namespace !== '' && { namespaces: [namespace] }) };
}

function askLoginServer(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Connect Azure Container Registry'),
    prompt: vscode.l10n.t('Login server, as the portal and "az acr show" name it'),
    placeHolder: vscode.l10n.t('name.azurecr.io'),
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : hostProblem(text)),
  });
}

/** A second connection to a registry is told apart by its account, unless the person has another idea. */
async function namedByAccount(
  parts: WizardParts,
  found: Found | undefined,
): Promise<Found | undefined> {
  if (!found) return undefined;
  const setting = await named(parts, found.setting, found.setting.azure?.['account'] ?? '');
  return setting && { ...found, setting };
}

async function named(
  { connections }: WizardParts,
  setting: RegistrySetting,
  suggestion: string,
): Promise<RegistrySetting | undefined> {
  const name = await askConnectionName(connections.list(), setting.host, suggestion);
  if (name === undefined) return undefined;
  return name === '' ? setting : { ...setting, name };
}
