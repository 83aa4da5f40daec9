import { hasCode } from '../../../base/error';
import type { Login } from '../../connections/logins';
import type { RegistrySetting } from '../../connections/registrySetting';
import { askLogin } from '../../pick/askLogin';
import { sentence } from '../../window/showError';
import type { Found, WizardParts } from '../wizard';
import { byAzureCli } from './byAzureCli';
import { byMicrosoft } from './byMicrosoft';
import { check, withAzure } from './check';
import { askServicePrincipal } from './servicePrincipal';
import type { Way } from './way';

/**
 * Signs in to a registry by its login server, until it takes the login or the person gives up. The
 * setting that is found keeps everything of the given one but how it is signed in to.
 * @throws ChartroomError what stands in the way and another login would not change
 */
export async function signInBy(
  way: Way,
  parts: WizardParts,
  setting: RegistrySetting,
): Promise<Found | undefined> {
  switch (way) {
    case 'microsoft':
      return byMicrosoft(parts, setting);
    case 'azure-cli':
      return byAzureCli(parts, setting);
    case 'service-principal':
      return byServicePrincipal(parts, setting);
    case 'password':
      return byPassword(parts, withAzure(setting, { ...resourceOf(setting), login: 'password' }));
    case 'existing':
      return asItIs(parts, withAzure(setting, { ...resourceOf(setting), login: 'password' }));
    case 'anonymous':
      return asItIs(parts, withAzure(setting, { ...resourceOf(setting), login: 'anonymous' }));
  }
}

/** What Resource Manager said of it stays true whoever signs in. */
function resourceOf({ azure = {} }: RegistrySetting): Readonly<Record<string, string | undefined>> {
  const { resource, roles, tenant } = azure;
  return { resource, roles, ...(resource !== undefined && { tenant }) };
}

async function asItIs(parts: WizardParts, setting: RegistrySetting): Promise<Found> {
  await check(parts, setting);
  return { setting };
}

async function byPassword(
  parts: WizardParts,
  setting: RegistrySetting,
): Promise<Found | undefined> {
  let problem: string | undefined;
  for (;;) {
    const login = await askLogin(setting.host, problem);
    if (!login) return undefined;
    problem = await refusal(parts, setting, login);
    if (problem === undefined) return { setting, login };
  }
}

async function byServicePrincipal(
  parts: WizardParts,
  setting: RegistrySetting,
): Promise<Found | undefined> {
  let problem: string | undefined;
  for (;;) {
    const asked = await askServicePrincipal(setting.host, setting.azure?.['tenant'], problem);
    if (!asked) return undefined;
    const { tenant, login } = asked;
    const tried = withAzure(setting, {
      ...resourceOf(setting),
      login: 'service-principal',
      tenant,
    });
    problem = await refusal(parts, tried, login);
    if (problem === undefined) return { setting: tried, login };
  }
}

/** Why a login does not do, for the next question; undefined when it does. */
async function refusal(
  parts: WizardParts,
  setting: RegistrySetting,
  login: Login,
): Promise<string | undefined> {
  try {
    await check(parts, setting, login);
    return undefined;
  } catch (error) {
    const codes = ['oci.unauthorized', 'oci.denied', 'azure.sign-in-failed', 'acr.wrong-tenant'];
    if (codes.some((code) => hasCode(error, code))) return sentence(error);
    throw error;
  }
}
