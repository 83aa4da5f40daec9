import * as vscode from 'vscode';
import type { Wizard } from '../wizard';
import { acrClients } from './client';

/** Connects an Azure Container Registry, and signs in to it, in any of the ways it has. */
export const acrWizard: Wizard = {
  label: vscode.l10n.t('Azure Container Registry'),
  detail: vscode.l10n.t(
    'With a Microsoft account, a service principal, a token, the Azure CLI, or anonymously',
  ),
  icon: 'azure',
  owns: (setting) => acrClients.owns(setting),

  async connect(parts, host) {
    const { connectAcr } = await import(/* webpackChunkName: "acr" */ './connect.js');
    return connectAcr(parts, host);
  },

  async signIn(parts, connection) {
    const { signInAgain } = await import(/* webpackChunkName: "acr" */ './signInAgain.js');
    return signInAgain(parts, connection);
  },
};
