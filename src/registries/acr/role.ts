import type { Remedy } from '../../base/error';

/** What somebody wanted to do when a right was missing. */
export type Need = 'pull' | 'push' | 'delete' | 'lock' | 'catalog';

/** How a registry decides who may do what (`roleAssignmentMode`); undefined when nobody has asked ARM. */
export type RoleMode = 'registry' | 'abac' | undefined;

/** The least of Azure's roles that has the right, where roles are of the whole registry. */
const registryRoles: Readonly<Record<Need, string>> = {
  pull: 'AcrPull',
  catalog: 'AcrPull',
  push: 'AcrPush',
  lock: 'AcrPush',
  delete: 'AcrDelete',
};

/** The same where roles are of repositories; there the roles above have no right at all. */
const abacRoles: Readonly<Record<Need, string>> = {
  pull: 'Container Registry Repository Reader',
  catalog: 'Container Registry Repository Catalog Lister',
  push: 'Container Registry Repository Writer',
  lock: 'Container Registry Repository Writer',
  delete: 'Container Registry Repository Contributor',
};

/** The role to name in a message. */
export function roleFor(need: Need, mode: RoleMode): string {
  if (mode === 'abac') return abacRoles[need];
  if (mode === 'registry') return registryRoles[need];
  return `${registryRoles[need]} (with ABAC permissions: ${abacRoles[need]})`;
}

export interface RoleTarget {
  /** The name of the registry. */
  readonly name: string;
  /** Its ARM resource ID, where that is known. */
  readonly resourceId: string | undefined;
  readonly mode: RoleMode;
}

/** The command that gives the role, for somebody who may. */
export function roleAssignment(need: Need, target: RoleTarget): Remedy {
  const text = roleAssignments(need, { ...target, assignee: '<user or application>' });
  return {
    ...{ kind: 'show-text', title: roleFor(need, target.mode), language: 'shellscript' },
    text,
  };
}

/** The same as text; `name` and `assignee` are words of a shell. Both roles where nobody knows how the registry decides. */
export function roleAssignments(
  need: Need,
  { name, resourceId, mode, assignee }: RoleTarget & { readonly assignee: string },
): string {
  const scope = resourceId ?? `$(az acr show --name ${name} --query id --output tsv)`;
  const command = (role: string): string =>
    `az role assignment create --assignee ${assignee} --role "${role}" --scope "${scope}"`;
  return mode === undefined
    ? [
        command(registryRoles[need]),
        '# Where the registry uses ABAC repository permissions:',
        command(abacRoles[need]),
      ].join('\n')
    : command(roleFor(need, mode));
}

/** The actions of a scope map, which repository tokens have in place of roles. */
const tokenActions: Readonly<Record<Need, string>> = {
  pull: 'content/read metadata/read',
  catalog: 'metadata/read',
  push: 'content/read content/write',
  lock: 'metadata/read metadata/write',
  delete: 'content/delete',
};

export function scopeMapUpdate(need: Need, name: string, repository: string): Remedy {
  const text = `az acr scope-map update --registry ${name} --name <scope map of the token> --add-repository ${repository} ${tokenActions[need]}`;
  return { kind: 'show-text', title: tokenActions[need], language: 'shellscript', text };
}
