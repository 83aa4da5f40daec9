import type { CredentialSource } from '../../oci/distribution/credential';
import { configuredCredential } from './configured';
import { pathsOf, variable, type Surroundings } from './surroundings';

/**
 * The logins of `helm registry login`. Helm goes on with Docker's when it has none; here that is for
 * whoever chains the sources.
 */
export function helmCredentials(surroundings: Surroundings): CredentialSource {
  return {
    get: (host, options) =>
      configuredCredential(helmConfigPath(surroundings), host, surroundings, options),
  };
}

/** Where Helm keeps them (pkg/cli/environment.go and pkg/helmpath). */
export function helmConfigPath(surroundings: Surroundings): string {
  return (
    variable(surroundings, 'HELM_REGISTRY_CONFIG') ??
    pathsOf(surroundings).join(helmConfigHome(surroundings), 'registry', 'config.json')
  );
}

/** Where Helm keeps the chart repositories it knows, logins and all (pkg/cli/environment.go). */
export function helmRepositoriesPath(surroundings: Surroundings): string {
  return (
    variable(surroundings, 'HELM_REPOSITORY_CONFIG') ??
    pathsOf(surroundings).join(helmConfigHome(surroundings), 'repositories.yaml')
  );
}

function helmConfigHome(surroundings: Surroundings): string {
  const path = pathsOf(surroundings);
  return (
    variable(surroundings, 'HELM_CONFIG_HOME') ??
    path.join(variable(surroundings, 'XDG_CONFIG_HOME') ?? userConfigHome(surroundings), 'helm')
  );
}

function userConfigHome(surroundings: Surroundings): string {
  const { platform, home } = surroundings;
  const path = pathsOf(surroundings);
  if (platform === 'darwin') return path.join(home, 'Library', 'Preferences');
  if (platform !== 'win32') return path.join(home, '.config');
  return variable(surroundings, 'APPDATA') ?? path.join(home, 'AppData', 'Roaming');
}
