import {
  publicPublishingPolicy,
  publishingPolicy,
  readingPolicy,
} from '../../registries/ecr/policy';
import { roleAssignments, type RoleMode } from '../../registries/acr/role';
import type { HostKind } from './hostKind';
import { shellWord } from './shellWord';

/** What somebody may do with a repository. */
export type Right = 'pull' | 'push';

/**
 * The smallest IAM policy for one repository of Amazon ECR, as JSON. Undefined where none is needed: who pulls from ECR
 * Public needs no login.
 *
 * @param repository without the host; for ECR Public with the alias of the registry first, as in references
 */
export function iamPolicy(
  host: Extract<HostKind, { kind: 'ecr' | 'ecr-public' }>,
  repository: string,
  right: Right,
): string | undefined {
  if (host.kind === 'ecr') {
    const scope = { account: host.account, region: host.region, repositories: repository };
    return `${right === 'push' ? publishingPolicy(scope) : readingPolicy(scope)}\n`;
  }
  if (right === 'pull') return undefined;
  const repositories = repository.slice(repository.indexOf('/') + 1);
  return `${publicPublishingPolicy({ account: '*', repositories })}\n`;
}

export interface AcrRightOptions {
  /** The name of the registry. */
  readonly name: string;
  /** Its ARM resource ID, where that is known. */
  readonly resourceId?: string | undefined;
  readonly mode?: RoleMode;
  /** Object or client ID, or the name of a user; read from a variable where nobody has said. */
  readonly assignee?: string | undefined;
}

/** The commands of the Azure CLI that give the right to a user or an application. */
export function acrRoleCommands(right: Right, options: AcrRightOptions): string {
  const { name, resourceId, mode, assignee } = options;
  const commands = roleAssignments(right, {
    ...{ name: shellWord(name), mode },
    // It comes between double quotes.
    resourceId: resourceId !== undefined && /["$`\\]/.test(resourceId) ? undefined : resourceId,
    assignee: assignee === undefined ? '"$ASSIGNEE"' : shellWord(assignee),
  });
  const head =
    assignee === undefined ? '# ASSIGNEE: the ID of a user, group or application.\n' : '';
  return `${head}${commands}\n`;
}
