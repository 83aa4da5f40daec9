import { parseRegistryHost } from '../../registries/ecr/host';
import { hostOf } from '../../registries/pastedHost';

/** One entry of the setting `chartroom.registries`. */
export interface RegistrySetting {
  /** `host` or `host:port`, without a scheme. */
  readonly host: string;
  /** Shown in the tree, and what tells two entries of one host apart. */
  readonly name?: string;
  /** Speak http to a host that is not on loopback. */
  readonly plainHttp?: boolean;
  /** Repositories shown although the host does not list them. */
  readonly repositories?: readonly string[];
  /** Only repositories under these path prefixes are shown. */
  readonly namespaces?: readonly string[];
  /** How an Amazon ECR is reached; also makes a host one that AWS does not name. */
  readonly aws?: ProviderSetting;
  /** How an Azure Container Registry is signed in to; also makes a host one that Azure does not name. */
  readonly azure?: ProviderSetting;
}

/** What only one kind of registry knows, for that kind to read. Never a secret. */
export type ProviderSetting = Readonly<Record<string, string>>;

/** Stable over sessions: settings, secrets and tree items are kept under it. */
export function registryId(setting: RegistrySetting): string {
  return setting.name === undefined ? setting.host : `${setting.name}@${setting.host}`;
}

export function registryLabel({ name, host, aws }: RegistrySetting): string {
  return name ?? ecrLabel(host, aws) ?? host;
}

/** Of the long host of an ECR the parts that tell it from another. */
function ecrLabel(host: string, aws: ProviderSetting = {}): string | undefined {
  const named = parseRegistryHost(host);
  const account = named?.account ?? aws['account'];
  const region = named?.region ?? aws['region'];
  return account !== undefined && region !== undefined ? `${account} · ${region}` : undefined;
}

/** The host, where the label does not say it. */
export function registryDescription(setting: RegistrySetting): string {
  return registryLabel(setting) === setting.host ? '' : setting.host;
}

/**
 * Reads the setting as a person may have typed it: a scheme, a path or a trailing slash is taken
 * off the host, entries without a host are left out, a repeated entry counts once.
 */
export function readRegistrySettings(value: unknown): RegistrySetting[] {
  if (!Array.isArray(value)) return [];
  const settings = new Map<string, RegistrySetting>();
  for (const entry of value) {
    const setting = readEntry(entry);
    if (setting && !settings.has(registryId(setting))) settings.set(registryId(setting), setting);
  }
  return [...settings.values()];
}

function readEntry(entry: unknown): RegistrySetting | undefined {
  if (typeof entry === 'string') {
    const host = hostOf(entry);
    return host ? { host } : undefined;
  }
  if (typeof entry !== 'object' || entry === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(entry));
  const host = hostOf(text(fields.get('host')));
  if (!host) return undefined;
  const name = text(fields.get('name')).trim();
  const repositories = texts(fields.get('repositories'));
  const namespaces = texts(fields.get('namespaces'));
  const aws = providerSetting(fields.get('aws'));
  const azure = providerSetting(fields.get('azure'));
  return {
    host,
    ...(name && { name }),
    ...(fields.get('plainHttp') === true && { plainHttp: true }),
    ...(repositories.length > 0 && { repositories }),
    ...(namespaces.length > 0 && { namespaces }),
    ...(aws && { aws }),
    ...(azure && { azure }),
  };
}

function providerSetting(value: unknown): ProviderSetting | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return Object.fromEntries(entries);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text).filter((item) => item !== '') : [];
}
