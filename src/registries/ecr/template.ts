import type { RepositoryCreationTemplate } from '@aws-sdk/client-ecr';
import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Log } from '../../base/log';
import { createSingleFlight } from '../../base/singleFlight';
import type { Control } from './control';

type Template = Pick<RepositoryCreationTemplate, 'prefix' | 'appliedFor'>;

/** Milliseconds for which the templates count as they were read: a plan asks for many repositories, and they are the same for all. */
const templatesLast = 60_000;

/** Whether a push makes a repository, by the templates of its registry. False where the login may not list them. */
export function templatedRepositories(
  control: Pick<Control, 'templates'>,
  log: Log,
  clock: () => number,
): (repository: string, options?: Abortable) => Promise<boolean> {
  const reads = createSingleFlight<readonly Template[]>();
  let kept: { readonly templates: readonly Template[]; readonly until: number } | undefined;
  const read = async (signal: AbortSignal): Promise<readonly Template[]> => {
    const templates = await listTemplates(control, log, { signal });
    kept = { templates, until: clock() + templatesLast };
    return templates;
  };
  return async (repository, { signal } = {}) => {
    const fresh = kept && clock() < kept.until ? kept.templates : undefined;
    return createsOnPush(repository, fresh ?? (await reads.run('templates', read, signal)));
  };
}

async function listTemplates(
  control: Pick<Control, 'templates'>,
  log: Log,
  options: Abortable,
): Promise<readonly Template[]> {
  try {
    const templates: Template[] = [];
    for await (const { items } of control.templates(options)) templates.push(...items);
    return templates;
  } catch (error) {
    if (!hasCode(error, 'oci.denied')) throw error;
    log.info('Creation templates may not be listed', { reason: error.message });
    return [];
  }
}

/**
 * Whether a push makes this repository: the template with the longest matching prefix decides, and `ROOT` is the one for all others (ECR User Guide,
 * "Repository creation templates").
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
