import * as vscode from 'vscode';
import { cloudOfHost } from '../../../registries/acr/cloud';
import { acrCapabilities } from '../../../registries/acr/capabilities';
import { lazyRegistry } from '../../../registries/lazyRegistry';
import { registryId, registryLabel } from '../../connections/registrySetting';
import type { ClientMaker } from '../client';

/** Clients of Azure Container Registries. */
export const acrClients: ClientMaker = {
  icon: 'azure',
  owns: ({ host, azure }) => azure !== undefined || cloudOfHost(host) !== undefined,
  create: (setting, options) =>
    lazyRegistry({
      id: registryId(setting),
      kind: 'acr',
      host: setting.host,
      label: registryLabel(setting),
      metersReads: false,
      capabilities: acrCapabilities,
      open: async () => {
        const { openAcr } = await import(/* webpackChunkName: "acr" */ './open.js');
        return openAcr(setting, options);
      },
    }),
  details: ({ azure = {} }) => [
    [vscode.l10n.t('Signed in by'), loginLabels().get(azure['login'] ?? '')],
    [vscode.l10n.t('Account'), azure['account']],
    [vscode.l10n.t('Tenant'), azure['tenant']],
  ],
};

function loginLabels(): ReadonlyMap<string, string> {
  return new Map([
    ['microsoft', vscode.l10n.t('Microsoft account')],
    ['service-principal', vscode.l10n.t('service principal')],
    ['azure-cli', vscode.l10n.t('Azure CLI')],
    ['password', vscode.l10n.t('user name and password')],
    ['anonymous', vscode.l10n.t('nobody')],
  ]);
}
