import { createDeviceSessions } from '../../registries/ecr/deviceSessions';
import { createEcrRegistry } from '../../registries/ecr/ecr';
import { createEcrPublicRegistry } from '../../registries/ecr/ecrPublic';
import { fetchHandler } from '../../registries/ecr/fetchHandler';
import { parseRegistryHost, publicTokenRegion } from '../../registries/ecr/host';
import { awsCredentials, type AwsLogin } from '../../registries/ecr/login';
import { createGenericRegistry } from '../../registries/generic/generic';
import type { Registry } from '../../registries/registry';
import type { ClientOptions } from './openRegistries';

/** Milliseconds for a question to AWS. */
const requestTimeout = 60_000;

/**
 * A registry of Amazon ECR by the default chain of AWS (environment, profile, web identity, container,
 * instance) or the profile that is named. Where that gives nothing, a login of docker or helm for the
 * host will do, and ECR Public is read without one.
 */
export async function openEcr(options: ClientOptions): Promise<Registry> {
  const { host, profile, stored, signal, fetch } = options;
  const named = parseRegistryHost(host);
  const region = named?.region ?? publicTokenRegion;
  // The SDK's own requests know no proxy either.
  const requestHandler =
    fetch === globalThis.fetch ? undefined : fetchHandler(fetch, requestTimeout);
  const login: AwsLogin = {
    profile,
    mfaCode: askForCode(options),
    sessions: createDeviceSessions(),
    requestHandler,
  };
  const isNamed = profile !== undefined;
  if (!isNamed && !(await hasCredentials(login, region))) {
    const known = await stored.get(host, { signal });
    if (known) return createGenericRegistry({ ...options, credentials: stored });
    if (!named) return createEcrPublicRegistry(options);
  }
  return named
    ? createEcrRegistry({ ...options, account: named.account, region, login })
    : createEcrPublicRegistry({ ...options, login });
}

async function hasCredentials(login: AwsLogin, region: string): Promise<boolean> {
  try {
    await awsCredentials(login, region)();
    return true;
  } catch {
    // Why there are none is told when somebody needs them.
    return false;
  }
}

/** A pipeline has nobody who could read a code off a device. */
function askForCode({ surroundings, signal }: ClientOptions): AwsLogin['mfaCode'] {
  if (!surroundings.stdin.isTTY) return undefined;
  return async (serial) => {
    const code = await surroundings.ask(`Code of the MFA device ${serial}: `, false, signal);
    return code.trim() === '' ? undefined : code.trim();
  };
}
