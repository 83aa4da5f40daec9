import * as vscode from 'vscode';
import { checkRegistryHost, parseRegistryHost } from '../../../registries/ecr/host';
import { locateRegistry } from '../../../registries/ecr/locateRegistry';
import { listProfiles } from '../../../registries/ecr/profiles';
import { hostOf, namespaceOf } from '../../../registries/pastedHost';
import type { RegistrySetting } from '../../connections/registrySetting';
import { askConnectionName } from '../askConnectionName';
import type { Found, WizardParts } from '../wizard';
import { askAccount, confirmIdentity } from './askAccount';
import { askProfile, profileSetting, type ChosenProfile } from './askProfile';
import { askRegion } from './askRegion';
import { awsLogin } from './awsLogin';
import { identify } from './identify';
import { withSession } from './session';

/** Leads from a profile, a region and an account, or from a host that was typed, to a registry that answers. */
export async function connectEcr(
  parts: WizardParts,
  typed: string | undefined,
): Promise<Found | undefined> {
  const found = await (typed === undefined ? findByQuestions(parts) : findByHost(parts, typed));
  if (!found) return undefined;
  const { host } = found;
  const suggestion = found.aws?.['profile'];
  const name = await askConnectionName(parts.connections.list(), host, suggestion);
  if (name === undefined) return undefined;
  const setting = { ...found, ...(name && { name }) };
  return withSession(connecting(host), async (signal) => {
    await parts.createRegistry(setting).check({ signal });
    return { setting };
  });
}

const title = vscode.l10n.t('Connect Amazon ECR');

function connecting(host: string): string {
  return vscode.l10n.t('Connecting {host}', { host });
}

async function findByQuestions(parts: WizardParts): Promise<RegistrySetting | undefined> {
  const chosen = await askProfile({ title });
  if (!chosen) return undefined;
  const region = await askRegionFor(parts, chosen);
  if (region === undefined) return undefined;
  const identity = await identify(parts.surroundings, chosen.name, region);
  if (!identity) return undefined;
  const account = await askAccount(title, identity);
  if (account === undefined) return undefined;
  const { log, userAgent, onWait } = parts.surroundings;
  const located = await withSession(connecting(region), (signal) =>
    locateRegistry({
      ...{ account, region, log, userAgent, onWait, signal },
      login: awsLogin(chosen.name),
    }),
  );
  if (!located) return undefined;
  const { host, plainHttp, emulated } = located;
  return {
    host,
    ...(plainHttp && { plainHttp }),
    aws: { ...profileSetting(chosen), ...(emulated && { account, region }) },
  };
}

async function findByHost(parts: WizardParts, typed: string): Promise<RegistrySetting | undefined> {
  const host = hostOf(typed);
  const { account, region } = parseRegistryHost(host) ?? { account: '', region: '' };
  checkRegistryHost(host, { account, region });
  const chosen = await askProfile({ title, account });
  if (!chosen) return undefined;
  // In the region of the host, whatever the profile's is: a token is good for one region only.
  const identity = await identify(parts.surroundings, chosen.name, region);
  if (!identity || !(await confirmIdentity(title, identity, account))) return undefined;
  const namespace = namespaceOf(typed);
  return { host, ...(namespace && { namespaces: [namespace] }), aws: profileSetting(chosen) };
}

async function askRegionFor(
  { connections, surroundings }: WizardParts,
  chosen: ChosenProfile,
): Promise<string | undefined> {
  const { environment } = surroundings;
  const profiles = await listProfiles();
  const inEnvironment = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  return askRegion({
    title,
    own: chosen.region ?? inEnvironment,
    used: [
      ...connections.list().map(({ setting }) => parseRegistryHost(setting.host)?.region),
      ...profiles.map(({ region }) => region),
    ],
  });
}
