/** One of Azure's clouds: they share no accounts, and each has addresses of its own. */
export interface AzureCloud {
  /** `custom` is one whose addresses a person has set, such as that of an Azure Stack. */
  readonly name: 'public' | 'china' | 'us-government' | 'custom';
  /** What login servers end with. */
  readonly registrySuffix: string;
  /** Azure Resource Manager, without a slash at the end. */
  readonly resourceManager: string;
  /** Where Microsoft Entra gives tokens, without a slash at the end. */
  readonly authority: string;
  readonly portal: string;
}

export const publicCloud: AzureCloud = {
  name: 'public',
  registrySuffix: '.azurecr.io',
  resourceManager: 'https://management.azure.com',
  authority: 'https://login.microsoftonline.com',
  portal: 'https://portal.azure.com',
};

export const chinaCloud: AzureCloud = {
  name: 'china',
  registrySuffix: '.azurecr.cn',
  resourceManager: 'https://management.chinacloudapi.cn',
  authority: 'https://login.chinacloudapi.cn',
  portal: 'https://portal.azure.cn',
};

export const usGovernmentCloud: AzureCloud = {
  name: 'us-government',
  registrySuffix: '.azurecr.us',
  resourceManager: 'https://management.usgovcloudapi.net',
  authority: 'https://login.microsoftonline.us',
  portal: 'https://portal.azure.us',
};

const clouds: readonly AzureCloud[] = [publicCloud, chinaCloud, usGovernmentCloud];

/** The cloud a login server belongs to; undefined when it is no Azure Container Registry by its name. */
export function cloudOfHost(host: string): AzureCloud | undefined {
  return clouds.find(({ registrySuffix }) => host.toLowerCase().endsWith(registrySuffix));
}

/**
 * The name of the registry that a login server is of. Names are letters and digits only, so what
 * follows a dash is the hash that keeps login servers from being taken over.
 */
export function registryNameOf(host: string): string {
  const [label = host] = host.split(/[.:]/, 1);
  return label.replace(/-.*$/, '');
}

/** What a token for the data of any registry is asked for by; the same in all clouds. */
export const registryScope = 'https://containerregistry.azure.net/.default';

/** What a token for Azure Resource Manager is asked for by. */
export function managementScope({ resourceManager }: AzureCloud): string {
  return `${resourceManager}/.default`;
}

const federationAudiences: Readonly<Partial<Record<AzureCloud['name'], string>>> = {
  china: 'api://AzureADTokenExchangeChina',
  'us-government': 'api://AzureADTokenExchangeUSGov',
};

/** What the token of another issuer has to be for, where an application trusts it (Microsoft Entra, "Workload identity federation"). */
export function federationAudience(cloud: AzureCloud['name']): string {
  return federationAudiences[cloud] ?? 'api://AzureADTokenExchange';
}
