import type { CredentialSource } from '../../oci/distribution/credential';
import type { AadTokenSource } from './aadToken';
import { azureCliTokens, type RunAzureCli } from './azureCli';
import {
  federatedTokens,
  servicePrincipalTokens,
  type FederatedPrincipal,
  type ServicePrincipal,
} from './clientCredentials';
import { microsoftCredentials, type ExchangeOptions } from './exchange';

/** The ways into a registry. `tenant` is that of the registry, where it is known. */
export type AcrLogin =
  /** For example VS Code's own Microsoft sign-in. */
  | {
      readonly kind: 'microsoft';
      readonly tokens: AadTokenSource;
      readonly tenant?: string | undefined;
    }
  | ({ readonly kind: 'service-principal' } & ServicePrincipal)
  /** By the token of a pipeline or cluster. */
  | ({ readonly kind: 'federated' } & FederatedPrincipal)
  | {
      readonly kind: 'azure-cli';
      readonly run: RunAzureCli;
      readonly tenant?: string | undefined;
    }
  /** The name and password of a repository token, of the admin user, or of a service principal. */
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** Logins kept elsewhere, such as those of docker and helm. */
  | { readonly kind: 'credentials'; readonly source: CredentialSource }
  /** For registries with anonymous pull. */
  | { readonly kind: 'anonymous' };

type Surroundings = Omit<ExchangeOptions, 'tokens' | 'tenant'>;

/** What the registry client asks for its login. A login is given for its own host only. */
export function loginCredentials(login: AcrLogin, surroundings: Surroundings): CredentialSource {
  const microsoft = (tokens: AadTokenSource, tenant: string | undefined): CredentialSource =>
    microsoftCredentials({ ...surroundings, tokens, tenant });
  switch (login.kind) {
    case 'microsoft':
      return microsoft(login.tokens, login.tenant);
    case 'service-principal':
      return microsoft(servicePrincipalTokens(login, surroundings), login.tenant);
    case 'federated':
      return microsoft(federatedTokens(login, surroundings), login.tenant);
    case 'azure-cli':
      return microsoft(azureCliTokens(login.run, surroundings.clock), login.tenant);
    case 'password': {
      const { username, password } = login;
      return {
        get: (host) =>
          Promise.resolve(
            host === surroundings.host ? { kind: 'basic', username, password } : undefined,
          ),
      };
    }
    case 'credentials':
      return login.source;
    case 'anonymous':
      return { get: () => Promise.resolve(undefined) };
  }
}
