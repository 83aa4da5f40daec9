import * as vscode from 'vscode';
import { ChartroomError, type Facts } from '../../../base/error';
import {
  chinaCloud,
  cloudOfHost,
  publicCloud,
  usGovernmentCloud,
  type AzureCloud,
} from '../../../registries/acr/cloud';

/** Where a Microsoft account signs in. */
export interface AzureEnvironment {
  /** The id of VS Code's authentication provider. */
  readonly provider: 'microsoft' | 'microsoft-sovereign-cloud';
  readonly cloud: AzureCloud;
}

/** The settings of VS Code's own Microsoft sign-in, which has one cloud beside the public one at a time. */
const section = 'microsoft-sovereign-cloud';

/**
 * The environment of VS Code's Microsoft sign-in.
 * @throws ChartroomError `azure.cloud-not-set` when the one that is set has no addresses
 */
export function configuredEnvironment(): AzureEnvironment {
  const cloud = configuredCloud();
  return { provider: cloud === publicCloud ? 'microsoft' : section, cloud };
}

/**
 * The environment that a registry belongs to, by its login server.
 * @throws ChartroomError `azure.cloud-not-set` when VS Code signs in to another cloud
 */
export function environmentOf(host: string): AzureEnvironment {
  const cloud = cloudOfHost(host);
  if (cloud === publicCloud) return { provider: 'microsoft', cloud };
  const configured = configuredEnvironment();
  if (cloud === undefined || cloud === configured.cloud) return configured;
  const value = cloud === chinaCloud ? 'ChinaCloud' : 'USGovernment';
  throw cloudNotSet(
    'VS Code signs in to another cloud than that of {host}; the setting {setting} has to be {value}',
    { host, setting: `${section}.environment`, value },
  );
}

/** The cloud of a login server, for what needs no sign-in of VS Code. */
export function cloudFor(host: string): AzureCloud {
  return cloudOfHost(host) ?? customCloud() ?? publicCloud;
}

function configuredCloud(): AzureCloud {
  switch (vscode.workspace.getConfiguration(section).get<unknown>('environment')) {
    case 'ChinaCloud':
      return chinaCloud;
    case 'USGovernment':
      return usGovernmentCloud;
    case 'custom': {
      const custom = customCloud();
      if (custom) return custom;
      throw cloudNotSet(
        'The setting {setting} does not say where the cloud is that VS Code signs in to',
        { setting: `${section}.customEnvironment` },
      );
    }
    default:
      return publicCloud;
  }
}

/** Undefined unless the setting has all the addresses that are needed. */
function customCloud(): AzureCloud | undefined {
  const custom = vscode.workspace.getConfiguration(`${section}.customEnvironment`);
  const addressOf = (name: string): string | undefined => {
    const value = custom.get<unknown>(name);
    return typeof value === 'string' && URL.canParse(value) ? value.replace(/\/+$/, '') : undefined;
  };
  const resourceManager = addressOf('resourceManagerEndpointUrl');
  const authority = addressOf('activeDirectoryEndpointUrl');
  const portal = addressOf('portalUrl');
  if (resourceManager === undefined || authority === undefined || portal === undefined) {
    return undefined;
  }
  // No setting says what its login servers end with: they are taken as ARM names them, or as typed.
  return { name: 'custom', registrySuffix: '', resourceManager, authority, portal };
}

function cloudNotSet(
  template: string,
  facts: Facts & { readonly setting: string },
): ChartroomError {
  const remedy = { kind: 'open-setting', setting: facts.setting } as const;
  return new ChartroomError({ code: 'azure.cloud-not-set', template, facts, remedy });
}
