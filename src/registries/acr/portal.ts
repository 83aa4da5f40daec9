import type { AzureCloud } from './cloud';
import type { RoleMode } from './role';

/** A registry as Azure Resource Manager knows it. */
export interface AcrResource {
  /** `/subscriptions/…/registries/name` */
  readonly id: string;
  readonly name: string;
  readonly tenant?: string | undefined;
  readonly roleMode: RoleMode;
}

/**
 * The page of the Azure portal that shows the registry, or its repositories. Without a resource ID,
 * the portal's list of all registries.
 */
export function portalUrl(
  { portal }: AzureCloud,
  resource: AcrResource | undefined,
  repository: string | undefined,
): string {
  if (resource === undefined) {
    return `${portal}/#browse/Microsoft.ContainerRegistry%2Fregistries`;
  }
  const directory = resource.tenant === undefined ? '@' : `@${resource.tenant}`;
  // The portal has no address of its own for one repository, only for the list of them.
  const page = repository === undefined ? '' : '/repository';
  return `${portal}/#${directory}/resource${resource.id}${page}`;
}
