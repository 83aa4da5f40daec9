import { Buffer } from 'node:buffer';
import { ChartroomError } from '../../base/error';
import type { Credential, CredentialSource } from '../../oci/distribution/credential';
import { credentialOf } from './authEntry';
import { parseConfig } from './configFile';
import { configuredCredential } from './configured';
import { entryOf } from './server';
import { pathsOf, variable, type Surroundings } from './surroundings';

/**
 * The logins of the Docker CLI: those in `$DOCKER_AUTH_CONFIG`, then those of its configuration file
 * (docker/cli, cli/config).
 */
export function dockerCredentials(surroundings: Surroundings): CredentialSource {
  return {
    get: async (host, options) =>
      credentialInEnvironment(host, surroundings) ??
      configuredCredential(dockerConfigPath(surroundings), host, surroundings, options),
  };
}

export function dockerConfigPath(surroundings: Surroundings): string {
  const path = pathsOf(surroundings);
  const directory = variable(surroundings, 'DOCKER_CONFIG');
  return path.join(directory ?? path.join(surroundings.home, '.docker'), 'config.json');
}

function credentialInEnvironment(host: string, surroundings: Surroundings): Credential | undefined {
  const text = variable(surroundings, 'DOCKER_AUTH_CONFIG');
  if (text === undefined) return undefined;
  const { auths, invalid } = parseConfig(Buffer.from(text), invalidVariable);
  const entry = entryOf(auths, host);
  return entry && credentialOf(entry.server, entry.value, invalid);
}

function invalidVariable(reason: string): ChartroomError {
  return new ChartroomError({
    code: 'credentials.config-invalid',
    template: 'The logins in the environment variable {variable} cannot be used: {reason}',
    facts: { variable: 'DOCKER_AUTH_CONFIG', reason },
  });
}
