import * as vscode from 'vscode';
import { publicHost, publicTokenRegion } from '../../../registries/ecr/host';
import { namespaceOf } from '../../../registries/pastedHost';
import type { RegistrySetting } from '../../connections/registrySetting';
import { askConnectionName } from '../askConnectionName';
import type { Found, WizardParts } from '../wizard';
import { confirmIdentity } from './askAccount';
import { askProfile, profileSetting } from './askProfile';
import { identify } from './identify';
import { withSession } from './session';

/** Connects ECR Public, with a login or without one. What is pasted with the host is a repository to show. */
export async function connectEcrPublic(
  parts: WizardParts,
  typed: string | undefined,
): Promise<Found | undefined> {
  const login = await askLogin(parts);
  if (!login) return undefined;
  const suggestion = login.aws?.['profile'];
  const name = await askConnectionName(parts.connections.list(), publicHost, suggestion);
  if (name === undefined) return undefined;
  const repository = namespaceOf(typed ?? '');
  const setting = {
    host: publicHost,
    ...(name && { name }),
    // An alias alone names no repository.
    ...(repository.includes('/') && { repositories: [repository] }),
    ...login,
  };
  const connecting = vscode.l10n.t('Connecting {host}', { host: publicHost });
  return withSession(connecting, async (signal) => {
    await parts.createRegistry(setting).check({ signal });
    return { setting };
  });
}

async function askLogin(parts: WizardParts): Promise<Pick<RegistrySetting, 'aws'> | undefined> {
  const title = vscode.l10n.t('Connect Amazon ECR Public');
  const anonymous = {
    label: vscode.l10n.t('Read Only'),
    detail: vscode.l10n.t('Without a login: pull public charts from repositories you name'),
    iconPath: new vscode.ThemeIcon('book'),
    value: 'anonymous' as const,
  };
  const chosen = await askProfile({ title, others: [anonymous] });
  if (chosen === undefined) return undefined;
  if (chosen === 'anonymous') return {};
  const identity = await identify(parts.surroundings, chosen.name, publicTokenRegion);
  if (!identity || !(await confirmIdentity(title, identity))) return undefined;
  return { aws: profileSetting(chosen) };
}
