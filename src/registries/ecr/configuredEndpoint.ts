import { loadConfig } from '@smithy/core/config';
import type { AwsLogin } from './login';
import { sharedFiles } from './profiles';

type Section = Readonly<Record<string, string | undefined>>;

/** As the AWS files name them; variables use capital letters. */
export type ServiceName = 'ecr' | 'ecr_public' | 'sts';

/**
 * Base URL of a service where the environment or the profile of a login names one, as for an emulator
 * (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). The SDK itself looks into the
 * default profile only, whichever its client is made with.
 */
export async function configuredEndpoint(
  service: ServiceName,
  login: AwsLogin,
): Promise<string | undefined> {
  const where = {
    ...sharedFiles(login),
    ...(login.profile !== undefined && { profile: login.profile }),
    ignoreCache: true,
  };
  const ignored = await loadConfig<boolean>(
    {
      environmentVariableSelector: (env) => asBoolean(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']),
      configFileSelector: (profile) => asBoolean(profile['ignore_configured_endpoint_urls']),
      default: false,
    },
    where,
  )();
  if (ignored) return undefined;
  const none = '';
  const found = await loadConfig(
    {
      environmentVariableSelector: (env) =>
        env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env['AWS_ENDPOINT_URL'],
      configFileSelector: (profile, file) => inProfile(service, profile, file),
      default: none,
    },
    where,
  )();
  return found === none ? undefined : found;
}

function inProfile(
  service: ServiceName,
  profile: Section,
  file: Readonly<Record<string, Section>> = {},
): string | undefined {
  const services = profile['services'];
  const own = services === undefined ? undefined : file[`services.${services}`];
  return own?.[`${service}.endpoint_url`] ?? profile['endpoint_url'];
}

function asBoolean(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text.toLowerCase() === 'true';
}
