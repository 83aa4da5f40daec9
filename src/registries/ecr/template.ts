import type { RepositoryCreationTemplate } from '@aws-sdk/client-ecr';

type Template = Pick<RepositoryCreationTemplate, 'prefix' | 'appliedFor'>;

/**
 * Whether a push makes this repository: the template with the longest matching prefix decides, and
 * `ROOT` is the one for all others (ECR User Guide, "Repository creation templates").
 */
export function createsOnPush(repository: string, templates: readonly Template[]): boolean {
  const matching = templates
    .filter(({ prefix }) => prefix !== undefined && covers(prefix, repository))
    .sort((left, right) => weight(right) - weight(left));
  return matching[0]?.appliedFor?.includes('CREATE_ON_PUSH') ?? false;
}

/** A prefix is a path: without its final slash it means the same. */
function covers(prefix: string, repository: string): boolean {
  return prefix === 'ROOT' || repository.startsWith(`${prefix.replace(/\/$/, '')}/`);
}

function weight({ prefix = '' }: Template): number {
  return prefix === 'ROOT' ? 0 : prefix.length;
}
