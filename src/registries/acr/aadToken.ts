import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import { managementScope, registryScope, type AzureCloud } from './cloud';

export interface AadTokenOptions extends Abortable {
  /** What the token is for, for example `https://management.azure.com/.default`. */
  readonly scope: string;
  /** The token that was just refused, so that a source that keeps tokens gets another one. */
  readonly refused?: string | undefined;
}

/** Whoever can sign in to Microsoft Entra: VS Code, the Azure CLI, a service principal. */
export interface AadTokenSource {
  /**
   * An access token; `tenant` is an ID or a domain, and when not given the account's own.
   * @throws ChartroomError `azure.audience-refused` when it cannot get tokens for that scope, but may for others
   */
  get(tenant: string | undefined, options: AadTokenOptions): Promise<string>;
}

export interface RegistryTokenOptions extends Abortable {
  readonly refused?: string | undefined;
}

/**
 * A token to show to a registry. One for registries is taken by all of them, one for Resource
 * Manager only where `azureADAuthenticationAsArmPolicy` is enabled; but not every application may
 * ask for the first kind.
 */
export async function registryToken(
  tokens: AadTokenSource,
  cloud: AzureCloud,
  tenant: string | undefined,
  options: RegistryTokenOptions,
): Promise<string> {
  try {
    return await tokens.get(tenant, { ...options, scope: registryScope });
  } catch (error) {
    if (!hasCode(error, 'azure.audience-refused')) throw error;
    return tokens.get(tenant, { ...options, scope: managementScope(cloud) });
  }
}

/** Entra's reasons that concern the audience, not the account: no such resource in the tenant, no consent. */
export function isAboutAudience(reason: string): boolean {
  return /AADSTS(?:500011|500014|65001|65002|650057|70011)\b|invalid_resource/.test(reason);
}

export function audienceRefused(scope: string, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'azure.audience-refused',
    template: 'Microsoft Entra gives no token for {scope}: {reason}',
    facts: { scope, reason },
  });
}
