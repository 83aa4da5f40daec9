import * as vscode from 'vscode';
import { callerIdentity, type CallerIdentity } from '../../../registries/ecr/callerIdentity';
import { parseRegistryHost, publicHost, publicTokenRegion } from '../../../registries/ecr/host';
import { sessionCommand } from '../../../registries/ecr/loginProblem';
import { listProfiles } from '../../../registries/ecr/profiles';
import type { Connection } from '../../connections/connections';
import type { RegistrySetting } from '../../connections/registrySetting';
import type { WizardParts } from '../wizard';
import { askProfile, profileSetting, type ChosenProfile } from './askProfile';
import { awsLogin } from './awsLogin';
import { withNewSession, withSession } from './session';

/**
 * Signs in again by the profile in use, in a terminal where that is how it is done, or by another one,
 * which the setting then names.
 */
export async function signInToEcr(
  parts: WizardParts,
  { id, setting }: Connection,
): Promise<boolean> {
  const { host, aws } = setting;
  const title = vscode.l10n.t('Sign In to {host}', { host });
  const account = parseRegistryHost(host)?.account ?? aws?.['account'];
  const current = await profileInUse(setting);
  const chosen = await askProfile({ title, account, current });
  if (!chosen) return false;
  const isSame = current !== undefined && chosen.name === current.name;
  const changed = withProfile(setting, chosen);
  const identity = await answered(parts, changed, isSame ? current : undefined);
  if (!identity) return false;
  if (!isSame) await parts.connections.update(id, changed);
  const { arn } = identity;
  const message = vscode.l10n.t('Signed in to {host} as {arn}', { host, arn });
  vscode.window.setStatusBarMessage(message, 5000);
  return true;
}

/** Undefined for ECR Public without a login, and for a profile that is gone. */
async function profileInUse({ host, aws }: RegistrySetting): Promise<ChosenProfile | undefined> {
  if (aws === undefined && host === publicHost) return undefined;
  const used = aws?.['profile'];
  if (used === undefined) return {};
  const profiles = await listProfiles();
  return profiles.find(({ name }) => name === used);
}

function withProfile(setting: RegistrySetting, chosen: ChosenProfile): RegistrySetting {
  const others = Object.entries(setting.aws ?? {}).filter(([key]) => key !== 'profile');
  return { ...setting, aws: { ...Object.fromEntries(others), ...profileSetting(chosen) } };
}

/** Who the login is, after the registry has taken it. `again` is the profile that signs in once more. */
function answered(
  { surroundings, createRegistry }: WizardParts,
  setting: RegistrySetting,
  again: ChosenProfile | undefined,
): Promise<CallerIdentity | undefined> {
  const { host, aws = {} } = setting;
  const { log, userAgent, onWait } = surroundings;
  const region = regionOf(setting);
  const work = async (signal: AbortSignal): Promise<CallerIdentity> => {
    const login = awsLogin(aws['profile']);
    const endpoint = aws['endpoint'];
    const identity = await callerIdentity({
      ...{ login, region, endpoint, log, userAgent, onWait, signal },
    });
    await createRegistry(setting).check({ signal });
    return identity;
  };
  const command = again && sessionCommand(again);
  if (command !== undefined) return withNewSession(command, work);
  return withSession(vscode.l10n.t('Signing in to {host}', { host }), work);
}

function regionOf({ host, aws = {} }: RegistrySetting): string {
  if (host === publicHost) return publicTokenRegion;
  return parseRegistryHost(host)?.region ?? aws['region'] ?? '';
}
