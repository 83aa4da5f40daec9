import * as vscode from 'vscode';
import { lazyRegistry, type LazyRegistryOptions } from '../../../registries/lazyRegistry';
import { ecrCapabilities, ecrPublicCapabilities } from '../../../registries/ecr/capabilities';
import { parseRegistryHost, publicHost } from '../../../registries/ecr/host';
import { registryId, registryLabel } from '../../connections/registrySetting';
import type { RegistrySetting } from '../../connections/registrySetting';
import type { ClientMaker } from '../client';

/** Clients of the private registry of an account in a region. */
export const ecrClients: ClientMaker = {
  icon: 'cloud',
  owns: ({ host, aws }) =>
    parseRegistryHost(host) !== undefined || (aws !== undefined && host !== publicHost),
  create: (setting, options) =>
    lazyRegistry({
      ...identity(setting, 'ecr'),
      capabilities: ecrCapabilities,
      open: async () => {
        const { openEcr } = await import(/* webpackChunkName: "ecr" */ './open.js');
        return openEcr(setting, options);
      },
    }),
  details: ({ host, aws = {} }) => {
    const named = parseRegistryHost(host);
    return [
      [vscode.l10n.t('AWS account'), named?.account ?? aws['account']],
      [vscode.l10n.t('Region'), named?.region ?? aws['region']],
      [vscode.l10n.t('AWS profile'), aws['profile']],
    ];
  },
};

/** Clients of ECR Public, which has one host for everybody. */
export const ecrPublicClients: ClientMaker = {
  icon: 'globe',
  owns: ({ host }) => host === publicHost,
  create: (setting, options) =>
    lazyRegistry({
      ...identity(setting, 'ecr-public'),
      capabilities: setting.aws ? ecrPublicCapabilities : ['portalUrl'],
      open: async () => {
        const { openEcrPublic } = await import(/* webpackChunkName: "ecr" */ './open.js');
        return openEcrPublic(setting, options);
      },
    }),
  details: ({ aws }) => [[vscode.l10n.t('AWS profile'), aws?.['profile']]],
};

function identity(
  setting: RegistrySetting,
  kind: string,
): Omit<LazyRegistryOptions, 'capabilities' | 'open'> {
  const { host } = setting;
  return { id: registryId(setting), kind, host, label: registryLabel(setting), metersReads: false };
}
